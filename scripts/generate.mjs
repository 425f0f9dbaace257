// node scripts/generate.mjs [--check]: writes what repeats the rules: the list of them in src/rules/list.generated.ts, their
// examples, their pages in docs/rules/, the table in README.md, the JSON Schema of touchstone.toml, and the rule ids in package.json, the
// texts of the manifest (package.nls.json) and of the extension (l10n/bundle.l10n.json) for translators;
// the options of the command line in README.md, and the files of the pre-commit hooks. With --check nothing is written; it lists what
// is out of date, and the rules in which a placeholder of `npm run new-rule` is left.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RULE_LIST, ruleList, unwritten } from './generate/rule-list.mjs';
import { loadSources } from './generate/sources.mjs';
import { EXAMPLES, examplesModule } from './generate/examples.mjs';
import { loadProgram, withOptions } from './generate/options.mjs';
import { rulePage } from './generate/rule-page.mjs';
import { pageWith, pictureOf } from './generate/house.mjs';
import { editorTable } from './generate/editor-table.mjs';
import { hooksWith, manifestWith, readmeWith, textsWith } from './generate/tables.mjs';
import { spokenTexts } from './generate/spoken.mjs';

const root = path.join(import.meta.dirname, '..');
const check = process.argv.includes('--check');

/** Path in the repository → text, or null for a file that must not be. */
async function wanted() {
  const { RULES, referencesOf, policySchema, modelLockSchema, DOCUMENTS, QUESTIONS } = await loadSources(root);
  const files = new Map([[RULE_LIST, ruleList(root)]]);
  for (const rule of RULES) files.set(`docs/rules/${rule.id}.md`, rulePage(rule, root, referencesOf));
  files.set(EXAMPLES, examplesModule(RULES, root));
  for (const name of existing('docs/rules'))
    if (!files.has(`docs/rules/${name}`)) files.set(`docs/rules/${name}`, null);
  files.set('schemas/touchstone.schema.json', `${JSON.stringify(policySchema(RULES), null, 2)}\n`);
  files.set('schemas/touchstone-lock.schema.json', `${JSON.stringify(modelLockSchema(), null, 2)}\n`);
  files.set('src/extension/documents.generated.ts', editorTable(DOCUMENTS.all, QUESTIONS.all));
  files.set('package.json', manifestWith(read('package.json'), RULES, DOCUMENTS.all));
  files.set('package.nls.json', textsWith(read('package.nls.json'), read('package.json'), RULES));
  files.set('l10n/bundle.l10n.json', spokenTexts(root));
  files.set('.pre-commit-hooks.yaml', hooksWith(read('.pre-commit-hooks.yaml'), DOCUMENTS.all));
  const house = JSON.parse(read('architecture.json'));
  files.set('docs/architecture.md', pageWith(read('docs/architecture.md'), house));
  files.set('docs/images/architecture.svg', pictureOf(house));
  if (existsSync(path.join(root, 'README.md')))
    files.set('README.md', withOptions(readmeWith(read('README.md'), RULES), await loadProgram(root)));
  return files;
}

const read = (file) => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : null);
const existing = (folder) =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.md'))
    : [];

const stale = [...(await wanted())].filter(([file, text]) => read(file) !== text);
if (check) {
  for (const [file, text] of stale)
    console.error(
      `${file} ${text === null ? 'is of no rule any more' : read(file) === null ? 'is missing' : 'is out of date'}`,
    );
  if (stale.length > 0) console.error('Run "node scripts/generate.mjs", and commit what it writes.');
  const left = unwritten(root);
  for (const file of left) console.error(`${file} holds a placeholder still: write what it stands for`);
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  for (const [file, text] of stale) {
    const place = path.join(root, file);
    mkdirSync(path.dirname(place), { recursive: true });
    if (text === null) rmSync(place);
    else writeFileSync(place, text);
    console.log(`${text === null ? 'removed' : 'wrote'} ${file}`);
  }
}

// npm run new-rule -- CATEGORY RULE-ID [--fix]: makes a rule that finds a placeholder, with fixtures, page and settings, and says what
// to do next. --fix gives it a safe fix. `npm test` refuses the rule until all placeholders are gone.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ruleFiles } from './generate/rule-list.mjs';
import { skeletonOf } from './new-rule/skeleton.mjs';
import { checkNode, ensurePackages } from './prepare.mjs';
import { runNode } from './run.mjs';
import { Failure, main } from './terminal.mjs';
import { REPOSITORY } from './vscode-host/versions.mjs';

const USAGE = 'npm run new-rule -- CATEGORY RULE-ID [--fix]';
const SLUG = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;

await main(async () => {
  const [category, id, fix] = readArguments();
  checkNode();
  ensurePackages(REPOSITORY, (text) => console.error(text));
  // Only now, since on a fresh clone esbuild and Prettier were not there before.
  const [{ loadSources }, prettier] = await Promise.all([import('./generate/sources.mjs'), import('prettier')]);
  const { CATEGORIES } = await loadSources(REPOSITORY);
  if (!CATEGORIES.includes(category))
    throw new Failure(`there is no category '${category}': use ${CATEGORIES.join(', ')} (src/core/rule.ts)`);
  if (!SLUG.test(id))
    throw new Failure(
      `'${id}' is no rule id: use two or more lower-case words with hyphens, such as unsafe-example-load`,
    );
  const taken = ruleFiles(REPOSITORY).find((rule) => rule.id === id);
  if (taken) throw new Failure(`there is a rule ${id} already: src/rules/${taken.category}/${id}.ts`);
  if (existsSync(path.join(REPOSITORY, `test/rules/${id}`)))
    throw new Failure(`test/rules/${id} is there already: remove it, or choose another id`);

  const files = skeletonOf({ category, id, fix });
  for (const [file, text] of Object.entries(files)) {
    const place = path.join(REPOSITORY, file);
    mkdirSync(path.dirname(place), { recursive: true });
    const options = { ...(await prettier.resolveConfig(place)), filepath: place };
    writeFileSync(place, file.endsWith('.ts') ? await prettier.format(text, options) : text);
    console.log(`wrote ${file}`);
  }
  const { status } = await runNode(['scripts/generate.mjs'], { cwd: REPOSITORY });
  if (status !== 0) throw new Failure('npm run generate failed, see above; the files of the rule are there');
  console.log(`\n${nextSteps(id, Object.keys(files))}`);
});

/** Category, id, and whether there is to be a fix. */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { fix: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (positionals.length === 2) return [...positionals, values.fix];
  } catch (error) {
    if (!String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
  }
  throw new Failure(`say the category and the id: ${USAGE}`);
}

function nextSteps(id, [rule, ...fixtures]) {
  const names = fixtures.map((file) => path.basename(file)).join(', ');
  return [
    `1. ${rule}: what it listens to and its texts, in place of each TODO (docs/writing-rules.md)`,
    `2. ${path.dirname(fixtures[0])}/: what it finds, and what it leaves alone (${names})`,
    `3. npm run fixtures -- ${id}   judges these; npm run facts -- FILE shows what a rule can hear of a file`,
    '4. npm run generate   makes page, schema and tables anew',
    '5. npm test   fails while a placeholder is left',
  ].join('\n');
}

import jsonc from 'jsonc-parser';

const BEGIN = '<!-- rules:begin -->';
const END = '<!-- rules:end -->';

/** The README with the table of rules between its markers. */
export function readmeWith(readme, rules) {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) return readme;
  const rows = rules.map(
    (rule) =>
      `| [\`${rule.id}\`](docs/rules/${rule.id}.md) | ${rule.title} | ${rule.severity} | ${rule.category} | CWE-${rule.cwe} |`,
  );
  const table = ['| rule | finds | severity | about | weakness |', '|---|---|---|---|---|', ...rows].join('\n');
  return `${readme.slice(0, begin + BEGIN.length)}\n${table}\n${readme.slice(end)}`;
}

/** The manifest whose setting `touchstone.rules` knows every rule, so that settings.json completes them, and that starts for every document that is read. */
export function manifestWith(manifest, rules, kinds) {
  const at = ['contributes', 'configuration', 'properties', 'touchstone.rules'];
  const parsed = JSON.parse(manifest);
  const levels = at.reduce((node, key) => node[key], parsed).additionalProperties.enum;
  const properties = Object.fromEntries(
    rules.map((rule) => [rule.id, { enum: levels, default: rule.severity, description: `%${nameOf(rule)}%` }]),
  );
  const own = parsed.contributes.languages;
  const started = kinds
    .flatMap(({ languages }) => languages)
    .filter((id) => !own.some((language) => language.id === id));
  const changes = [
    [[...at, 'properties'], properties],
    [
      ['activationEvents'],
      [
        'onStartupFinished', // a folder may be scanned before a file of it is opened
        ...started.map((language) => `onLanguage:${language}`),
        ...kinds.flatMap(({ notebookTypes = [] }) => notebookTypes.map((type) => `onNotebook:${type}`)),
      ],
    ],
    ...own.flatMap(({ id }, index) => {
      const globs = kinds.filter(({ languages }) => languages.includes(id)).flatMap((kind) => kind.globs);
      return globs.length > 0 ? [[['contributes', 'languages', index, 'filenamePatterns'], globs]] : [];
    }),
  ];
  const formattingOptions = { tabSize: 2, insertSpaces: true, eol: '\n' };
  return changes.reduce(
    (text, [path, value]) => jsonc.applyEdits(text, jsonc.modify(text, path, value, { formattingOptions })),
    manifest,
  );
}

const nameOf = ({ id }) => `rule.${id.replaceAll('-', '_')}`; // vsce knows no hyphen in a placeholder

/** The texts of the manifest: those written by hand, between what npm is told in package.json and what rules say of themselves. */
export function textsWith(texts, manifest, rules) {
  const { displayName, description } = JSON.parse(manifest);
  const own = Object.entries(JSON.parse(texts)).filter(([key]) => key.includes('.') && !key.startsWith('rule.'));
  const said = rules.map((rule) => [nameOf(rule), `${rule.title} (CWE-${rule.cwe}).`]);
  return `${JSON.stringify({ displayName, description, ...Object.fromEntries([...own, ...said]) }, null, 2)}\n`;
}

/** The hooks of pre-commit, which are given the files that are read: what is no document would be a note at every commit. */
export function hooksWith(hooks, kinds) {
  const ofName = (pattern) => pattern.source.replace(/(?<!\[)\^/g, '(?:^|/)');
  const patterns = kinds.flatMap(({ names = [], paths = [] }) => [
    ...names.map(ofName),
    ...paths.map(({ source }) => source),
  ]);
  // Without \/, which Python does not need, and of which a reader of YAML would ask whether it is one.
  const files = `(?i)${[...new Set(patterns)].join('|').replaceAll('\\/', '/')}`;
  return hooks.replace(/^ {2}files: .*$/gm, () => `  files: '${files.replaceAll("'", "''")}'`);
}

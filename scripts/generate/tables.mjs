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

/** The manifest whose setting `touchstone.rules` knows every rule, so that settings.json completes them. */
export function manifestWith(manifest, rules) {
  const at = ['contributes', 'configuration', 'properties', 'touchstone.rules'];
  const setting = at.reduce((node, key) => node?.[key], JSON.parse(manifest));
  if (!setting) return manifest;
  const levels = setting.additionalProperties.enum;
  const properties = Object.fromEntries(
    rules.map((rule) => [
      rule.id,
      { enum: levels, default: rule.severity, description: `${rule.title} (CWE-${rule.cwe}).` },
    ]),
  );
  const edits = jsonc.modify(manifest, [...at, 'properties'], properties, {
    formattingOptions: { tabSize: 2, insertSpaces: true, eol: '\n' },
  });
  return jsonc.applyEdits(manifest, edits);
}

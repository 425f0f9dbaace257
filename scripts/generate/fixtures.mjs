import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Names that fixtures stand for, see test/harness/fixture-files.ts. */
const LANGUAGES = {
  py: 'python',
  txt: 'text',
  in: 'text',
  env: 'dotenv',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  json: 'json',
  ini: 'ini',
  cfg: 'ini',
  sh: 'bash',
  dockerfile: 'dockerfile',
};

/**
 * The example of a rule's page and what to use instead, both out of fixtures that the tests run: `bad-page.*` with
 * `bad-page.fixed.*` or `ok-page.*`; without those, the first flagged lines of `bad.*`.
 */
export function exampleOf(rule, root) {
  const folder = path.join(root, 'test/rules', rule.id);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const named = (pattern) => names.find((name) => pattern.test(name));
  const bad = named(/^bad-page\.(?!fixed)\w+(?:\.py)?$/);
  if (bad) {
    const instead = named(/^ok-page\.\w+(?:\.py)?$/) ?? named(/^bad-page\.fixed\.\w+$/);
    return { bad: block(folder, bad), instead: instead ? block(folder, instead) : null };
  }
  const whole = ['py', 'txt', 'in'].map((suffix) => `bad.${suffix}`).find((name) => names.includes(name));
  return {
    bad: whole ? fence(whole, flaggedLines(readFileSync(path.join(folder, whole), 'utf8'))) : null,
    instead: null,
  };
}

const block = (folder, name) => fence(name, visible(readFileSync(path.join(folder, name), 'utf8')).trimEnd());

const fence = (name, text) => ['```' + (LANGUAGES[name.split('.').at(-1)] ?? ''), text, '```'].join('\n');

const MARKER = /[ \t]*#\s*expect:[\w=, -]+$/;

/** Without the markers of the tests, and with keys that nobody can take for real. */
const visible = (text) =>
  text
    .split('\n')
    .map((line) => line.replace(MARKER, ''))
    .join('\n')
    .replace(/\{\{secret:([\w-]+?)(?::\d+)?\}\}/g, '<$1 key>');

function flaggedLines(text) {
  const flagged = text
    .split('\n')
    .filter((line) => MARKER.test(line))
    .slice(0, 4);
  return flagged.map((line) => visible(line).trim()).join('\n');
}

import assert from 'node:assert/strict';
import { SEVERITIES, type LocatedFinding, type Severity } from '../../src/core/finding';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from './grammars';
import { MemoryFiles } from './memory-files';
import { expandPlaceholders } from './secret-samples';
import { CHECKLIST } from './checklist';
import { TRAPS } from './checklist-traps';
import { apply, lineOf, type Document, type State } from './fixture-project';
import type { Fixture } from './fixture-files';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const MARK = /[ \t]*#!([\w \t,+-]*)$/;

const expand = (text: string): string =>
  expandPlaceholders(text).replaceAll('{{commit}}', COMMIT).replaceAll('{{dollar}}', '$').replaceAll('{{tick}}', '`');
const textOf = (document: Document): string => (document.kind === 'text' ? document.text : document.cells.join('\n'));
const isAtLeast = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
const titleOf = (written: string): string =>
  (/^.*(?=\s#!)/m.exec(written)?.[0] ?? written.split('\n').pop()!).trim().slice(0, 90);
const fixtureOf = ({ path, text, files }: Snippet): Fixture => ({
  name: path,
  rule: '',
  path,
  text,
  notebook: false,
  expected: new Map(),
  fixed: null,
  companions: files,
  hubCache: {},
});

/** One snippet, read: what to judge, in which forms, and what is expected of it. */
interface Snippet {
  readonly path: string;
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: ReadonlyMap<number, readonly string[]>;
  readonly fixed: readonly string[];
  readonly forms: readonly Document[];
}

let shared: Promise<Engine> | undefined;
/** All rules at once: what a user sees. */
const engine = (): Promise<Engine> => (shared ??= Engine.create(grammars, RULES));

for (const [title, groups] of [
  ['the checklist catches', CHECKLIST],
  ['the checklist stays silent on', TRAPS],
] as const) {
  describe(title, () => {
    for (const { promise, snippets } of groups) {
      describe(promise, () => {
        snippets.forEach((written, i) => {
          const snippet = readSnippet(written);
          for (const document of snippet.forms) {
            it(`${i + 1} as ${document.kind}: ${titleOf(written)}`, async function () {
              this.timeout(60_000);
              await judgeSnippet(snippet, document);
            });
          }
        });
      });
    }
  });
}

async function judgeSnippet(snippet: Snippet, document: Document): Promise<void> {
  const findings = await scan(snippet, document, snippet.files);
  const missing: string[] = [];
  const rest = [...findings];
  for (const [line, marks] of snippet.expected) {
    for (const mark of marks) {
      const [rule, least = 'warning'] = mark.split('+');
      const at = rest.findIndex(
        (finding) =>
          finding.rule === rule && lineOf(finding, document) === line && isAtLeast(finding.severity, least as Severity),
      );
      if (at < 0) missing.push(`${line}: ${mark}`);
      else rest.splice(at, 1);
    }
  }
  assert.deepEqual(
    { missing, unexpected: rest.map((finding) => `${lineOf(finding, document)}: ${finding.rule}+${finding.severity}`) },
    { missing: [], unexpected: [] },
    `\n${snippet.text}\n`,
  );
  for (const text of snippet.fixed) await judgeFix(snippet, document, findings, text);
}

/** Some fix leads to the text, takes its finding away, and brings no finding of any rule. */
async function judgeFix(
  snippet: Snippet,
  document: Document,
  findings: readonly LocatedFinding[],
  text: string,
): Promise<void> {
  const results: string[] = [];
  for (const finding of findings) {
    for (const fix of finding.fixes) {
      const after = apply(fixtureOf(snippet), { document, companions: snippet.files } satisfies State, [fix]);
      const result = textOf(after.document);
      results.push(result);
      if (!result.includes(text)) continue;
      const left = await scan(snippet, after.document, after.companions);
      assert.ok(left.length < findings.length, `${fix.title}: still ${left.map(({ rule }) => rule).join(', ')}`);
      assert.ok(
        left.every(({ rule }) => findings.some((other) => other.rule === rule)),
        `${fix.title}: brings ${left.map(({ rule }) => rule).join(', ')}`,
      );
      return;
    }
  }
  assert.fail(`no fix leads to ${text}; they lead to:\n${results.join('\n---\n')}`);
}

async function scan(
  snippet: Snippet,
  document: Document,
  files: Readonly<Record<string, string>>,
): Promise<readonly LocatedFinding[]> {
  const path = document.kind === 'notebook' ? snippet.path.replace(/\.\w+$/, '.ipynb') : snippet.path;
  const workspace = new Workspace({
    files: new MemoryFiles({ ...files, [path]: document.kind === 'text' ? document.text : '{}' }),
    hubCache: new MemoryFiles({}),
    clock: { now: () => Date.UTC(2026, 10, 1) },
    logger: {
      info: () => {},
      warn: () => {},
      error: (message) => {
        throw new Error(message);
      },
    },
  });
  const outcome =
    document.kind === 'text'
      ? await (await engine()).scan({ kind: 'text', path, text: document.text }, workspace)
      : await (
          await engine()
        ).scan(
          {
            kind: 'notebook',
            path,
            cells: document.cells.map((text) => ({ kind: 'code', language: 'python', text, outputs: [] })),
          },
          workspace,
        );
  return outcome.findings;
}

function readSnippet(written: string): Snippet {
  const lines: string[] = [];
  const files: Record<string, string> = {};
  const fixed: string[] = [];
  const expected = new Map<number, readonly string[]>();
  let path = 'train.py';
  for (const line of expand(written).split('\n')) {
    const file = /^#@ (\S+) (.*)$/.exec(line);
    if (line.startsWith('#=> ')) fixed.push(line.slice(4));
    else if (file?.[1] === 'path') path = file[2]!;
    else if (file) files[file[1]!] = `${files[file[1]!] ?? ''}${file[2]!}\n`;
    else {
      const mark = MARK.exec(line);
      lines.push(mark ? line.slice(0, mark.index) : line);
      if (mark)
        expected.set(
          lines.length,
          mark[1]!.split(',').map((part) => part.trim()),
        );
    }
  }
  const text = `${lines.join('\n')}\n`;
  return { path, text, files, expected, fixed, forms: formsOf(path, text) };
}

/** Python as a file and as a notebook whose first cell has the imports; what has a magic only as a notebook. */
function formsOf(path: string, text: string): readonly Document[] {
  const plain: Document = { kind: 'text', text };
  if (!path.endsWith('.py')) return [plain];
  const blank = text.indexOf('\n\n');
  const head = text.slice(0, blank);
  const isHead = blank > 0 && head.split('\n').every((line) => /^(?:import|from)\b/.test(line));
  const notebook: Document = { kind: 'notebook', cells: isHead ? [`${head}\n`, text.slice(blank + 2)] : [text] };
  return /^[!%]/m.test(text) ? [notebook] : [plain, notebook];
}

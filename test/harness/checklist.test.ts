import assert from 'node:assert/strict';
import type { LocatedFinding } from '../../src/core/finding';
import { RULES } from '../../src/rules/index';
import { checklistAreas, readArea, type Case } from './checklist-files';
import { compareFindings } from './expectations';
import { apply, lineOf, scan, textOf, type Document, type State } from './fixture-project';

for (const { title, promises } of checklistAreas()) {
  describe(`the checklist: ${title}`, () => {
    for (const { title: promise, cases } of promises) {
      describe(promise, () => {
        cases.forEach((each, i) => {
          for (const document of formsOf(each)) {
            it(`${i + 1} as ${document.kind}: ${titleOf(each)}`, async function () {
              this.timeout(60_000);
              await judgeCase(each, document);
            });
          }
        });
      });
    }
  });
}

describe('a page of the checklist', () => {
  const page = (text: string) => (): unknown => readArea('page.md', text);
  const fence = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;

  it('is prose and blocks', () => {
    const head = '# Area\n\nIntro.\n\n## Promise\n\nIn words.\n\n';
    const blocks = [
      fence('python', 'x = 1  # expect: unsafe-torch-load=error'),
      fence('text beside requirements.txt', 'torch'),
      fence('python fix', 'x = 2'),
      fence('yaml conf/a.yaml', 'a: {{dollar}}b'),
    ];
    assert.deepEqual(readArea('page.md', head + blocks.join('\n')), {
      title: 'Area',
      promises: [
        {
          title: 'Promise',
          cases: [
            {
              path: 'train.py',
              text: 'x = 1\n',
              expected: new Map([[1, [{ rule: 'unsafe-torch-load', severity: 'error' }]]]),
              companions: { 'requirements.txt': 'torch\n' },
              fixes: ['x = 2'],
            },
            { path: 'conf/a.yaml', text: 'a: $b\n', expected: new Map(), companions: {}, fixes: [] },
          ],
        },
      ],
    });
  });

  for (const [what, text, message] of [
    ['has a promise for each case', `# A\n${fence('python', 'x')}`, /below a promise in words/],
    ['has words for each promise', `# A\n## B\n${fence('python', 'x')}`, /below a promise in words/],
    ['has a case for each promise', '# A\n## B\nWords.\n', /nothing holds us to 'B'/],
    ['has a title', `## B\nWords.\n${fence('python', 'x')}`, /a title/],
    ['has paths', `# A\n## B\nWords.\n${fence('yaml', 'x')}`, /has a path/],
    ['has cases above their fixes', `# A\n## B\nWords.\n${fence('python fix', 'x')}`, /below a case/],
    ['ends its blocks', '# A\n## B\nWords.\n```python\nx\n', /no end/],
    ['expects only what there is', `# A\n## B\nWords.\n${fence('python', 'x  # expect: nonsense')}`, /no rule/],
    [
      'names only severities that there are',
      `# A\n## B\nWords.\n${fence('python', 'x  # expect: unsafe-torch-load=bad')}`,
      /no such severity/,
    ],
  ] as const)
    it(what, () => assert.throws(page(text), message));
});

/** The first line of interest. */
function titleOf({ text, expected }: Case): string {
  const lines = text.trimEnd().split('\n');
  const [first = lines.length] = expected.keys();
  return lines[first - 1]!.trim().slice(0, 90);
}

async function judgeCase(each: Case, document: Document): Promise<void> {
  const state: State = { document, companions: each.companions };
  const findings = await scan(each, state, RULES);
  const found = findings.flatMap((finding) => [
    { line: lineOf(finding, document), rule: finding.rule, severity: finding.severity },
    ...(finding.absorbed ?? []).map(({ rule, range, cell = finding.cell }) => ({
      line: lineOf({ cell, range }, document),
      rule,
      severity: 'joined' as const,
    })),
  ]);
  assert.deepEqual(
    compareFindings(each.expected, found, each.text),
    { missing: [], unexpected: [] },
    `\n${each.text}\n`,
  );
  for (const text of each.fixes) await judgeFix(each, state, findings, text);
}

/** The rules of all that is told, also of what became part of another finding. */
const rulesOf = (findings: readonly LocatedFinding[]): readonly string[] =>
  findings.flatMap(({ rule, absorbed = [] }) => [rule, ...absorbed.map((other) => other.rule)]);

/** Some fix leads to the text, takes its finding away, and brings no finding of any rule. */
async function judgeFix(each: Case, state: State, findings: readonly LocatedFinding[], text: string): Promise<void> {
  const results: string[] = [];
  for (const fix of findings.flatMap(({ fixes }) => fixes)) {
    const after = apply(each, state, [fix]);
    const result = textOf(after.document);
    results.push(result);
    if (!result.includes(text)) continue;
    const left = await scan(each, after, RULES);
    assert.ok(
      rulesOf(left).length < rulesOf(findings).length,
      `${fix.title}: still ${left.map(({ rule }) => rule).join(', ')}`,
    );
    assert.ok(
      rulesOf(left).every((rule) => rulesOf(findings).includes(rule)),
      `${fix.title}: brings ${left.map(({ rule }) => rule).join(', ')}`,
    );
    return;
  }
  assert.fail(`no fix leads to ${text}; they lead to:\n${results.join('\n---\n')}`);
}

/** Python as a file, and as a notebook whose first cell has the imports; a notebook only as such. */
function formsOf({ path, text }: Case): readonly Document[] {
  const plain: Document = { kind: 'text', text };
  if (!/\.(?:py|ipynb)$/.test(path)) return [plain];
  const blank = text.indexOf('\n\n');
  const head = text.slice(0, blank);
  const isHead = blank > 0 && head.split('\n').every((line) => /^(?:import|from)\b/.test(line));
  const notebook: Document = { kind: 'notebook', cells: isHead ? [`${head}\n`, text.slice(blank + 2)] : [text] };
  return path.endsWith('.ipynb') ? [notebook] : [plain, notebook];
}

// Everything that a person sees of the extension can be translated: the texts of the manifest, and those of its code.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const json = (file: string): Record<string, unknown> => JSON.parse(read(file)) as Record<string, unknown>;

interface Literal {
  readonly place: string;
  readonly text: string;
  readonly node: ts.Node;
}

/** The string literals of a source, a template as its fixed parts with `…` between them. */
function literalsOf(file: string, source: string): Literal[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
        : null;
    if (text !== null)
      found.push({ place: `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, text, node });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Names are the same in every language; icons are no words. */
const wordsOf = (text: string): string => text.replace(/\$\([\w~-]+\)|\bTouchstone\b|\bCycloneDX\b/g, '');

/** Calls whose text goes to the output channel or to nobody: that is for reports of bugs, and stays English. */
const UNSEEN =
  /(?:^|\.)#?log(?:\.\w+|\[\w+\])$|\.close$|executeCommand$|registerCommand$|\.(?:includes|replace|endsWith|startsWith|set|split|join)$/;
/** Whose first texts are shown by the editor. */
const SHOWING =
  /(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|offerOutput|offerProblems|CodeAction|TreeItem|CellStatusBarItem|createWebviewPanel|MarkdownString|asking)$/;
/** What of an object is shown by the editor. */
const SHOWN = new Set(
  'title placeHolder placeholder prompt label description detail tooltip message text name validationMessage'.split(
    ' ',
  ),
);

const JOINING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
]);

/** What is around a literal without being a call, an assignment or a function: `a ? b : c`, `a ?? b`, brackets, a template. */
function owner(node: ts.Node): ts.Node {
  let { parent } = node;
  while (
    ts.isConditionalExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isTemplateSpan(parent) ||
    ts.isTemplateExpression(parent) ||
    (ts.isBinaryExpression(parent) && JOINING.has(parent.operatorToken.kind))
  )
    parent = parent.parent;
  return parent;
}

const calleeOf = (node: ts.Node): string | null =>
  ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText().replace(/\s/g, '') : null;

function isShown({ node }: Literal): boolean {
  const around = owner(node);
  const callee = calleeOf(around);
  if (callee !== null) return SHOWING.test(callee) && !isId(node, callee);
  if (ts.isPropertyAssignment(around)) return SHOWN.has(around.name.getText());
  return (
    ts.isBinaryExpression(around) && ts.isPropertyAccessExpression(around.left) && SHOWN.has(around.left.name.text)
  );
}

/** A panel's first argument is its kind; an asking action's second its command. */
const isId = (node: ts.Node, callee: string): boolean =>
  ts.isStringLiteral(node) && /createWebviewPanel|asking/.test(callee) && node.text.startsWith('touchstone.');

const calls = (node: ts.Node, pattern: RegExp): boolean => {
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent) {
    const callee = calleeOf(at);
    if (callee !== null) return pattern.test(callee);
    if (ts.isFunctionLike(at) || ts.isStatement(at)) return false;
  }
  return false;
};

const untranslated = (file: string, source: string): string[] =>
  literalsOf(file, source)
    .filter((literal) => {
      const words = wordsOf(literal.text);
      if (!/\p{L}/u.test(words) || calls(literal.node, /(?:^|\.)l10n\.t$/)) return false;
      if (isShown(literal)) return true;
      return /\p{L}[^ ]* +\S*\p{L}/u.test(words) && !calls(literal.node, UNSEEN);
    })
    .map(({ place, text }) => `${place} ${JSON.stringify(text)}`);

/** Texts with a blank that are for the log, or no words. */
const KNOWN: readonly string[] = [
  'it ended with code …',
  'it could not be loaded',
  "The scan worker's bundle is not complete.",
  'it has more than 50 MB of text. Touchstone: Scan Workspace scans it',
  'it has no Python file and no notebook',
  'var module={exports:{}},require=(file)=>module.exports.load(file,module.exports);',
];

describe('texts that a person sees', () => {
  const sources = readdirSync(path.join(ROOT, 'src/extension')).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.generated.ts'),
  );

  it('go through l10n.t wherever the extension says something', () => {
    const found = sources
      .flatMap((name) => untranslated(name, read(`src/extension/${name}`)))
      .map((each) => [each, KNOWN.find((known) => each.endsWith(` ${JSON.stringify(known)}`))] as const);
    assert.deepEqual(
      found.filter(([, known]) => known === undefined),
      [],
    );
    assert.deepEqual([...new Set(found.map(([, known]) => known))].sort(), [...KNOWN].sort(), 'one is no longer there');
  });

  for (const [what, source] of [
    ['message', "void vscode.window.showInformationMessage('Scan stopped.');"],
    ['choice of a message', "vscode.window.showWarningMessage(message, 'Retry');"],
    ['half of a message', 'vscode.window.setStatusBarMessage(made === 0 ? nothing : `${made} fixed`);'],
    ['title of an action', "new vscode.CodeAction('Pin', vscode.CodeActionKind.QuickFix);"],
    ['title of progress', "withProgress({ location: 15, title: 'Touchstone: scanning' }, work);"],
    ['tooltip', "item.tooltip = 'Problems';"],
    ['label after an icon', "const places = [{ label: '$(file) Here' }];"],
    ['constant that is shown later', "const message = 'The place is gone';"],
  ] as const)
    it(`are found when one is left out: a ${what}`, () => assert.equal(untranslated('a.ts', source).length, 1));

  it('are not looked for in names, icons, ids and the log', () => {
    const source = `log.info('Reading it failed'); item.name = 'Touchstone'; item.text = '$(sync~spin)'; const id = 'a.b';`;
    assert.deepEqual(untranslated('a.ts', source), []);
  });

  it('have values for their places, and none too many', () => {
    for (const name of sources)
      for (const { place, text, node } of literalsOf(name, read(`src/extension/${name}`))) {
        if (!ts.isCallExpression(node.parent) || !/(?:^|\.)l10n\.t$/.test(calleeOf(node.parent)!)) continue;
        if (node.parent.arguments[0] !== node) continue;
        const places = new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)));
        assert.deepEqual(
          [...places].sort(),
          node.parent.arguments.slice(1).map((_, index) => index),
          place,
        );
      }
  });
});

describe('texts of the manifest', () => {
  const texts = json('package.nls.json') as Record<string, string>;
  const { contributes, capabilities, displayName, description, l10n } = json('package.json');
  const keys: string[] = [];
  const plain: string[] = [];
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      const key = /^%(.+)%$/.exec(value)?.[1];
      if (key !== undefined) keys.push(key);
      else if (NAMED.has(name) && !PLAIN.has(value)) plain.push(`${name}: ${value}`);
    } else if (Array.isArray(value)) for (const each of value) visit(each, name);
    else if (value !== null && typeof value === 'object')
      for (const [key, each] of Object.entries(value)) visit(each, key);
  };
  const NAMED = new Set(
    (
      'title label name contextualTitle contents description markdownDescription enumDescriptions category altText ' +
      'markdownEnumDescriptions patternErrorMessage deprecationMessage markdownDeprecationMessage'
    ).split(' '),
  );
  /** The product's own name. */
  const PLAIN = new Set(['Touchstone']);
  visit({ contributes, capabilities }, '');

  it('are placeholders, all of them', () => assert.deepEqual(plain, []));

  it('are there for every placeholder, and none is left over', () => {
    assert.deepEqual([...new Set(keys), 'displayName', 'description'].sort(), Object.keys(texts).sort());
    for (const [key, text] of Object.entries(texts)) assert.ok(text.trim() === text && text !== '', key);
    for (const key of keys) assert.match(key, /^[\w.]+$/, 'vsce reads no other names');
  });

  it('say to npm and to the Marketplace the same', () =>
    assert.deepEqual([displayName, description], [texts['displayName'], texts['description']]));

  it('lie where the editor looks for them', () => {
    assert.equal(l10n, './l10n');
    assert.ok(Object.keys(json('l10n/bundle.l10n.json')).length > 50);
  });
});

import { contains } from '../../../src/core/range';
import { isBound, mentionsOf, type Mention } from './mentions';
import { nodesBelow, type Program, type Written } from './program';
import { changed, type Transformation } from './variant';

/**
 * Variables and parameters under other names. What a name says may count (`api_key`, `expected_sha256`), and its last word says
 * most, as in English: `token_type` is no token. So the words stay, and one that says nothing comes before them: `my_api_key`.
 * Functions and classes keep their names: the first word of a function says what it does.
 */
export const RENAMING: Transformation = {
  name: 'renaming',
  apply(program) {
    const byName = new Map<string, Mention[]>();
    for (const mention of mentionsOf(program)) {
      const others = byName.get(mention.name);
      if (others) others.push(mention);
      else byName.set(mention.name, [mention]);
    }
    const kept = keptNames(program);
    const names = new Map<string, string>();
    for (const [name, mentions] of byName) {
      const fresh = renamed(name);
      if (byName.has(fresh) || kept.has(name) || !mentions.every((each) => isOwn(each, program))) continue;
      if (mentions.every(({ role }) => role === 'read' || role === 'fixed') || !isRead(mentions)) continue;
      names.set(name, fresh);
    }
    return changed(
      program.text,
      [...names].flatMap(([name, text]) =>
        byName.get(name)!.map(({ node }) => ({ start: node.start, end: node.end, text })),
      ),
      new Map([...names].map(([name, fresh]) => [fresh, name])),
    );
  },
};

/** `HF_TOKEN` to `MY_HF_TOKEN`, `modelPath` to `myModelPath`, `_path` to `_my_path`. */
export function renamed(name: string): string {
  const [, before, rest] = /^(_*)(.*)$/.exec(name)!;
  if (/^[A-Z][A-Z0-9_]*$/.test(rest!)) return `${before}MY_${rest}`;
  return /^[a-z]+[A-Z]/.test(rest!) && !rest!.includes('_')
    ? `${before}my${rest![0]!.toUpperCase()}${rest!.slice(1)}`
    : `${before}my_${rest}`;
}

/** A name at the margin that nobody reads here is read by somebody else, as a setting is. */
const isRead = (mentions: readonly Mention[]): boolean =>
  mentions.some(({ role }) => role === 'read') || mentions.every(({ scope }) => scope.kind === 'function');

/** Whether all that a name stands for here is the program's own affair. */
function isOwn({ name, node, scope, role }: Mention, { text, elsewhere }: Program): boolean {
  if (role === 'read') return isBound(name, scope);
  if (role === 'fixed' || scope.kind === 'class') return false;
  // Other files may import the one and give the other by its name.
  if (scope.kind === 'module' || role === 'parameter') {
    if (elsewhere === null || elsewhere.has(name)) return false;
  }
  return role !== 'parameter' || isFree(node, text);
}

/** Whether nobody gives a parameter by its name: frameworks do for functions with decorators, pytest for tests. */
function isFree(node: Written, text: string): boolean {
  let at: Written | null = node;
  while (at !== null && at.kind !== 'function_definition' && at.kind !== 'lambda') at = at.parent;
  const name = at?.children.find(({ field }) => field === 'name');
  return at?.parent?.kind !== 'decorated_definition' && !(name && text.startsWith('test', name.start));
}

/** Names that mean something by themselves, in the language or by what frameworks hand over. */
const WORDS = new Set(
  `self cls mcs _ request event context info app application demo handler urlpatterns pytestmark
  input open eval exec compile id type file dir vars hash format bytes str list dict set map filter max min sum iter next object range len print
  all any zip unicode raw_input basestring xrange reduce exit quit unichr long cmp buffer`.split(/\s+/),
);

/** Calls that are given code as text, in which names may stand. */
const READ_TEXT = /^(?:eval|exec|compile|query|evaluate|timeit|repeat)$/;
const READ_SCOPE = /^(?:locals|globals|vars)$/;

/** Names that may not be others: of the language, of keywords, and in texts that are read as names. */
function keptNames({ text, root, tokens }: Program): ReadonlySet<string> {
  const kept = new Set(WORDS);
  const strings = tokens.filter(({ kind }) => kind === 'string');
  const addWords = (node: Written): void => {
    for (const [word] of text.slice(node.start, node.end).matchAll(/[A-Za-z_]\w*/g)) kept.add(word);
  };
  // `getattr(self, "name")`, `__all__ = ["name"]`
  for (const node of strings) {
    const content = /^\w*?(?:"""|'''|"|')([A-Za-z_]\w*)["']+$/.exec(text.slice(node.start, node.end));
    if (content) kept.add(content[1]!);
  }
  const parameters = new Set<string>();
  const keywords = new Set<string>();
  for (const node of nodesBelow(root)) {
    const written = (): string => text.slice(node.start, node.end);
    if (node.kind === 'identifier' && /^__/.test(written())) kept.add(written());
    if (node.kind === 'keyword_argument') keywords.add(text.slice(node.children[0]!.start, node.children[0]!.end));
    if (node.kind === 'identifier' && /parameter/.test(parameterParent(node)?.kind ?? '')) parameters.add(written());
    // `f"{name=}"` prints the name.
    if (node.kind === 'interpolation' && node.children.some(({ kind }) => kind === '=')) addWords(node);
    if (node.kind === 'call') {
      const callee = /\w+$/.exec(text.slice(node.children[0]!.start, node.children[0]!.end))?.[0] ?? '';
      if (READ_TEXT.test(callee)) strings.filter((each) => contains(node, each)).forEach(addWords);
      if (READ_SCOPE.test(callee)) strings.forEach(addWords);
    }
  }
  for (const name of parameters) if (keywords.has(name)) kept.add(name);
  return kept;
}

const parameterParent = ({ parent, field }: Written): Written | null =>
  field === 'value' || field === 'type' ? null : parent?.kind === 'list_splat_pattern' ? parent.parent : parent;

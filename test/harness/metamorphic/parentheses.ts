import { namedChildrenOf, nodesBelow, within, type Program, type Written } from './program';
import { changed, type Change, type Transformation } from './variant';

/** Parentheses around what is given to a call, assigned, returned, asked, gone through or computed with. */
export const PARENTHESES: Transformation = {
  name: 'parentheses',
  apply: (program) => changed(program.text, [...changesOf(program, isValue)]),
};

/** Parentheses around what a method, an element or an attribute is taken of, where that is more than a name. */
export const PARENTHESISED_RECEIVERS: Transformation = {
  name: 'parenthesised receivers',
  apply: (program) => changed(program.text, [...changesOf(program, isReceiver)]),
};

function* changesOf(program: Program, wants: (node: Written) => boolean): Generator<Change> {
  for (const node of nodesBelow(program.root)) {
    // Within an f-string a bracket may be a literal one.
    if (!EXPRESSIONS.has(node.kind) || !wants(node) || within(node, 'string')) continue;
    // The grammar takes `*a.b` in a list for something starred of which `b` is taken, and has its own view of `A | B | C` as a type.
    if (program.text[node.start] === '*' || within(node, 'type')) continue;
    yield { start: node.start, end: node.start, text: '(' };
    yield { start: node.end, end: node.end, text: ')' };
  }
}

/** What may stand in parentheses and does not yet: no generator, no starred thing, no bare tuple, no slice. */
const EXPRESSIONS = new Set([
  'identifier',
  'attribute',
  'subscript',
  'call',
  'string',
  'concatenated_string',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'binary_operator',
  'boolean_operator',
  'comparison_operator',
  'not_operator',
  'unary_operator',
  'conditional_expression',
  'lambda',
  'await',
  'list',
  'dictionary',
  'set',
  'list_comprehension',
  'dictionary_comprehension',
  'set_comprehension',
]);

/** By the kind of the parent, the fields in which a value stands; null where all children are values. */
const VALUES: Readonly<Record<string, readonly string[] | null>> = {
  argument_list: null,
  keyword_argument: ['value'],
  assignment: ['right'],
  augmented_assignment: ['right'],
  return_statement: null,
  binary_operator: ['left', 'right'],
  boolean_operator: ['left', 'right'],
  not_operator: ['argument'],
  // A comparison may be a chain, which has no fields for what it compares.
  comparison_operator: null,
  if_statement: ['condition'],
  elif_clause: ['condition'],
  while_statement: ['condition'],
  for_statement: ['right'],
  for_in_clause: ['right'],
  if_clause: null,
  conditional_expression: null,
  pair: ['key', 'value'],
  list: null,
  named_expression: ['value'],
  subscript: ['subscript'],
  // `with (open(path)) as file`
  as_pattern: null,
};

function isValue(node: Written): boolean {
  const { parent } = node;
  if (parent === null || !Object.hasOwn(VALUES, parent.kind)) return false;
  const fields = VALUES[parent.kind]!;
  if (fields !== null && !fields.includes(node.field ?? '')) return false;
  // `a and b and c` is one operation of three.
  if (node.kind === 'boolean_operator' && parent.kind === 'boolean_operator') return false;
  // `class A(B)` has a list of arguments too; bases are looked up by name.
  if (parent.kind === 'argument_list') return parent.parent!.kind === 'call';
  // `for x in a, b` in a comprehension and `x[a, b]` have several in one field.
  return (
    parent.kind !== 'for_in_clause' || namedChildrenOf(parent).filter(({ field }) => field === 'right').length === 1
  );
}

const isReceiver = (node: Written): boolean =>
  RECEIVERS.has(node.kind) &&
  ((node.parent?.kind === 'attribute' && node.field === 'object') ||
    (node.parent?.kind === 'subscript' && node.field === 'value')) &&
  !isTarget(node);

const RECEIVERS = new Set(['call', 'subscript', 'attribute', 'list', 'dictionary', 'string']);

/** Whether something is done to what is taken of it: such places are left as they are. */
function isTarget({ parent }: Written): boolean {
  for (let at = parent; at !== null; at = at.parent) {
    if (at.field === 'left' && /assignment$|^for_/.test(at.parent?.kind ?? '')) return true;
    if (
      at.kind === 'as_pattern_target' ||
      at.kind === 'decorator' ||
      at.kind === 'delete_statement' ||
      at.kind === 'type'
    )
      return true;
  }
  return false;
}

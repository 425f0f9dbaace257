import type { Related } from '../../../core/finding';
import type { PythonFacts } from '../../../core/python-facts';
import { contains, type Range } from '../../../core/range';
import type { Expression } from '../../../core/semantics';
import { isDefault, stringOf, type Value } from '../../../core/value';
import { leadingPieces } from '../../../readers/python/spelling';
import { flowInto, type Transfer } from '../../../analysis/flow/flow';
import { wayOf, type FlowNode } from '../../../analysis/flow/flow-node';
import { optionDefaultOf } from '../../../analysis/flow/option-defaults';
import { namesAsked } from '../../../analysis/flow/decisions';
import { SAME_VALUE } from '../../../analysis/flow/same-value';

/** An address on which everybody reaches a server, and how the program comes by it. */
export interface OpenAddress {
  /** Somebody may say otherwise: a default, or one of two. */
  readonly isDefault: boolean;
  /** The text in this document that alone says it; null where there may be others. */
  readonly written: Range | null;
  /** Where it is written, when it is written somewhere else. */
  readonly related: readonly Related[];
}

/** An expression with its value, which may be known from another file. */
export interface Given {
  readonly expression: Expression;
  readonly value: Value;
}

/** An address that means every interface of the machine. */
export const isEveryInterface = (text: string | undefined): boolean =>
  text === '0.0.0.0' || text === '::' || text === '[::]' || text === '*';

/** The same with a port: `0.0.0.0:8000`, `tcp://*:5555`. */
const EVERYWHERE = /^(?:tcp:\/\/)?(?:0\.0\.0\.0|\[::\]|\*):/;
/** What stands before the host. */
const SCHEME = /^(?:tcp:\/\/)?\[?$/;
/** Calls that give their second argument where the first is not there. */
const FALLS_BACK = /(?:^|\.)(?:get|pop|getattr|getenv|setdefault)$/;

/** What a name or an option holds, and what stands in where it holds nothing. */
const HELD: Transfer = {
  ...SAME_VALUE,
  callbacks: true,
  call({ callee, args }) {
    const fallback = FALLS_BACK.test(callee) ? args[/(?:^|\.)getattr$/.test(callee) ? 2 : 1] : undefined;
    return fallback ? [fallback.expression] : [];
  },
  parts(expression) {
    const { kind, parts, pieces } = expression;
    const holds = kind === 'sequence' || (kind === 'text' && pieces.length === 1);
    return holds ? parts : SAME_VALUE.parts(expression);
  },
};

/** A host that means every interface; `empty`: an empty one does too, as for sockets. */
export function openHost(given: Given, facts: PythonFacts, empty = false): OpenAddress | null {
  return firstOpen(given, facts, ({ value }, node) => {
    const host = stringOf(value);
    // What a function gives back may be empty where it is not used for this.
    return isEveryInterface(host) || (empty && host === '' && !(node && isReturned(node)));
  });
}

/** A pair of host and port. */
export function openPair({ expression, value }: Given, facts: PythonFacts): OpenAddress | null {
  const first = value.kind === 'sequence' ? value.items[0] : undefined;
  return (
    openPart(expression, facts, ({ kind, parts: [host] }) => (kind === 'sequence' && host ? host : null), true) ??
    (first ? openHost({ expression, value: first }, facts, true) : null)
  );
}

/** A text of host and port. */
export const openText = (given: Given, facts: PythonFacts): OpenAddress | null =>
  firstOpen(given, facts, (text) => EVERYWHERE.test(beginningOf(text))) ??
  openPart(given.expression, facts, hostIn, false);

/** The same of a part of what an expression may stand for. */
function openPart(
  expression: Expression,
  facts: PythonFacts,
  partOf: (whole: Expression) => Expression | null,
  empty: boolean,
): OpenAddress | null {
  for (const node of flowInto(expression, facts.semantics, HELD).nodes) {
    const part = node.path === null ? partOf(node.expression) : null;
    const open = part ? openHost({ expression: part, value: part.value }, facts, empty) : null;
    if (!open) continue;
    const related =
      open.related.length > 0 || contains(expression, part!) ? open.related : [{ range: part!, message: WRITTEN }];
    return {
      isDefault: open.isDefault || isMild(node, expression),
      written: open.written && contains(expression, open.written) ? open.written : null,
      related,
    };
  }
  return null;
}

function beginningOf({ value, expression }: Given): string {
  if (value.kind === 'string') return value.value;
  const pieces = leadingPieces(expression);
  const hole = pieces.findIndex((piece) => piece.hole !== null);
  return (hole < 0 ? pieces : pieces.slice(0, hole)).map(({ text }) => text).join('');
}

/** What stands for the host in a text that is put together: `f"tcp://{host}:{port}"`, `host + ":80"`, `"%s:%d" % (host, port)`. */
function hostIn(text: Expression): Expression | null {
  const { kind, parts, pieces } = text;
  const [first, second] = parts;
  if (kind === 'text') {
    const at = pieces.findIndex(({ hole }) => hole !== null);
    const before = pieces.slice(0, Math.max(at, 0)).map((piece) => piece.text);
    return at >= 0 && SCHEME.test(before.join('')) ? pieces[at]!.hole : null;
  }
  if (!first || !second) return null;
  if (kind === 'operation')
    return text.name === '+' ? addedHost(first, second) : formattedHost(text.name, first, second);
  const template =
    kind === 'call' && first.kind === 'attribute' && first.name === 'format' ? first.parts[0] : undefined;
  return template && BEGINS_WITH_FIELD.test(stringOf(template.value) ?? '') ? second : null;
}
const BEGINS_WITH_FIELD = /^(?:tcp:\/\/)?\[?\{0?\}/;
const BEGINS_WITH_PERCENT = /^(?:tcp:\/\/)?\[?%s/;

function addedHost(left: Expression, right: Expression): Expression | null {
  if (left.kind === 'operation') return hostIn(left);
  return left.kind === 'text' ? (SCHEME.test(stringOf(left.value) ?? '-') ? right : null) : left;
}

function formattedHost(operator: string, left: Expression, right: Expression): Expression | null {
  if (operator !== '%' || !BEGINS_WITH_PERCENT.test(stringOf(left.value) ?? '')) return null;
  return right.kind === 'sequence' ? (right.parts[0] ?? null) : right;
}

/** The first of all that an expression may stand for that is open. */
function firstOpen(
  given: Given,
  facts: PythonFacts,
  isOpen: (given: Given, node: FlowNode | null) => boolean,
): OpenAddress | null {
  const { expression, value } = given;
  if (isOpen(given, null)) return openAt(expression, value, isDefault(value), null);
  for (const node of flowInto(expression, facts.semantics, HELD).nodes) {
    const { value: found } = node.expression;
    if (isOpen({ expression: node.expression, value: found }, node))
      return openAt(expression, found, isDefault(found) || isMild(node, expression), node);
    const preset = optionDefaultOf(node);
    if (preset && isOpen({ expression: preset, value: preset.value }, node))
      return openAt(expression, preset.value, true, node);
  }
  return null;
}

function openAt(asked: Expression, value: Value, byDefault: boolean, node: FlowNode | null): OpenAddress {
  const written = 'origin' in value ? value.origin : value.range;
  const outside = ('elsewhere' in value && value.elsewhere !== undefined) || node?.path != null;
  const place =
    'elsewhere' in value && value.elsewhere
      ? { path: value.elsewhere.path, range: value.elsewhere.range }
      : node?.path
        ? { path: node.path, range: written }
        : { range: written };
  return {
    isDefault: byDefault,
    written: outside || (node !== null && !contains(asked, written)) ? null : written,
    related:
      !('path' in place) && contains(asked, place.range) ? [] : [{ ...place, message: byDefault ? PRESET : WRITTEN }],
  };
}
const PRESET = 'This is the default.';
const WRITTEN = 'The address is set here.';

/** Whether somebody may say otherwise than a value that comes this way. */
const isMild = (node: FlowNode, use: Expression): boolean =>
  wayOf(node).some((step) => isInstead(step) || isConditional(step, use));

/** Whether a value comes out of a function of the project. */
const isReturned = (node: FlowNode): boolean =>
  wayOf(node).some(({ call }) => call !== null && !FALLS_BACK.test(call.callee));

/** A parameter's default, the fallback of a look-up, or one of two values. */
const isInstead = ({ expression, into }: FlowNode): boolean =>
  into !== null &&
  (into.owner?.parameters.some((parameter) => parameter.default === expression) === true ||
    FALLS_BACK.test(into.call?.callee ?? '') ||
    into.expression.kind === 'conditional' ||
    into.expression.kind === 'choice');

/** Whether a value is only given under a condition that the use of it does not stand under. */
const isConditional = ({ expression, path, world }: FlowNode, use: Expression): boolean =>
  path === null &&
  world
    .suitesAround(expression)
    .some(
      ({ kind, range, test }) =>
        /^(?:if|elif|else|except)$/.test(kind) &&
        !contains(range, use) &&
        !(test && namesAsked(test).includes('__name__')),
    );

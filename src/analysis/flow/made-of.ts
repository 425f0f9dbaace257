import type { CallFact } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';
import type { Transfer } from './flow';

/** Calls whose result holds nothing of what they are given that a shell or an interpreter could take for code. */
const HARMLESS =
  /(?:^|\.)(?:int|float|bool|len|abs|round|hash|id|ord|isinstance|shlex\.quote|pipes\.quote|shlex\.join|subprocess\.list2cmdline|ast\.literal_eval)$/;
/** Calls that call what they are given with each of what they are given. */
const EACH = /(?:^|\.)(?:map|imap|starmap|apply|applymap|transform)$/;
/** Of a table that is asked for a key only the table counts, and what is given where the key is not there. */
const LOOKS_UP = new Set(['get', 'pop', 'setdefault', 'getlist']);

/** Everything that a value is made of: what a call gives may hold all that it is given, unless it is known to hold none of it. */
export const MADE_OF: Transfer = {
  callbacks: true,
  call(call) {
    const { callee, expression } = call;
    if (HARMLESS.test(callee)) return null;
    const [called, ...given] = expression.parts;
    if (EACH.test(callee) && given.some((argument) => HARMLESS.test(argument.qualified))) return null;
    const receiver = called?.kind === 'attribute' ? called.parts : [];
    return called?.kind === 'attribute' && LOOKS_UP.has(called.name)
      ? [...receiver, ...given.slice(1)]
      : [...receiver, ...given];
  },
  attribute: ({ parts }) => parts,
  parts: held,
};

/** What an expression that is no name and no call holds. */
export function held({ kind, parts }: Expression): readonly Expression[] {
  switch (kind) {
    case 'comparison':
    case 'not':
    case 'lambda':
    case 'constant':
    case 'slice':
      return [];
    case 'conditional':
      return [parts[0]!, ...parts.slice(2)];
    case 'subscript':
      return parts.slice(0, 1);
    default:
      return parts;
  }
}

/** Whether a call quotes what it is given, or makes it a number. */
export const isHarmless = ({ callee }: CallFact): boolean => HARMLESS.test(callee);

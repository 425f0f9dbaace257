import { lastNameOf } from '../../../core/callee-pattern';
import type { PythonFacts } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { Expression } from '../../../core/semantics';
import { once } from '../../../readers/python/fact-index';
import { isCredentialName } from './credential-bindings';
import { nameOfRead } from './credential-reads';

/** A credential in an expression: where it stands, and whether for itself (an argument, what a formatted string is filled in with). */
export interface FoundCredential {
  readonly range: Range;
  readonly name: string;
  readonly alone: boolean;
}

/** The name of all variables of the environment together. */
export const ENVIRONMENT_NAME = 'os.environ';
/** What gives them with their values. */
const WHOLE_ENVIRONMENT = /^os\.environ(?:\.(?:copy|items|values))?$/;
/** Calls that give back what they are given; inside any other, nothing is known to come out. */
const TRANSPARENT = /^(?:str|repr|ascii|format|print|dumps|dict|list|tuple|strip|join|pformat)$/;
/** Those of them that give of a mapping its keys alone. */
const OF_KEYS = /^(?:list|tuple|join)$/;
/** The first credential that an expression hands on. */
export function credentialIn(facts: PythonFacts, expression: Expression): FoundCredential | null {
  const found = finder(facts)(expression);
  if (!found) return null;
  const { start, end } = found.expression;
  const alone = found.filled || found.expression === expression;
  return { range: { start, end }, name: found.name, alone: alone && found.name !== ENVIRONMENT_NAME };
}

interface Finding {
  readonly expression: Expression;
  readonly name: string;
  /** It is all that a formatted string is filled in with at one place. */
  readonly filled: boolean;
}

const finder = once((facts: PythonFacts) => {
  const find: (expression: Expression) => Finding | null = once((expression) => {
    const name = nameAt(facts, expression);
    if (name !== null) return { expression, name, filled: false };
    const { kind, parts } = expression;
    const ofKeys = kind === 'star' || (kind === 'call' && OF_KEYS.test(lastNameOf(parts[0]?.qualified ?? '')));
    for (const part of handedOn(expression)) {
      const found = find(part);
      if (found && !(ofKeys && found.name === ENVIRONMENT_NAME))
        return { ...found, filled: found.filled || (kind === 'text' && found.expression === part) };
    }
    return null;
  });
  return find;
});

/** The parts of an expression of which its value, or what is shown of it, is made. */
function handedOn({ kind, name, parts }: Expression): readonly Expression[] {
  const [first, ...others] = parts;
  switch (kind) {
    case 'text':
    case 'operation':
    case 'sequence':
    case 'mapping':
    case 'pair':
    case 'comprehension':
    case 'star':
    case 'keys':
    case 'named':
      return parts;
    case 'choice':
      return name === 'or' ? parts : others;
    case 'conditional':
      return parts.filter((_, index) => index !== 1);
    case 'call':
      if (!first || !TRANSPARENT.test(lastNameOf(first.qualified))) return [];
      return first.kind === 'attribute' ? [...first.parts, ...others] : others;
    default:
      return [];
  }
}

/** What a credential is called that an expression is: a name, a look-up in the environment or a store, a prompt. */
function nameAt(facts: PythonFacts, expression: Expression): string | null {
  const { kind, parts, qualified } = expression;
  switch (kind) {
    case 'name':
    case 'attribute':
      if (WHOLE_ENVIRONMENT.test(qualified)) return ENVIRONMENT_NAME;
      return isCredentialName(facts, expression) ? expression.name : null;
    case 'call':
      if (WHOLE_ENVIRONMENT.test(parts[0]?.qualified ?? '')) return ENVIRONMENT_NAME;
      return nameOfRead(expression.value);
    case 'subscript':
      return nameOfRead(expression.value);
    default:
      return null;
  }
}

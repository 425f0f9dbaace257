import type { Argument, CallFact, PythonFacts, Signature } from '../../../core/python-facts';
import type { Listeners } from '../../../core/rule';
import type { Related } from '../../../core/finding';
import type { Expression } from '../../../core/semantics';
import { looksRandom } from '../../../analysis/secrets/entropy';
import { isPlaceholder } from '../../../analysis/secrets/placeholders';
import { isForLocalServer, LOCAL_SERVER } from './call-usages';
import { verdictOn } from './ownership';
import { reportVerdict } from './python-secrets';
import { mayHoldSecret, usageOfArgument, type Usage } from './usage';

/** Words that a parameter has in its name which takes a credential. */
const NAMES = /key|secret|token|passw|pwd|credential|auth/i;
/** Calls that take a function first and hand on what else they are given. */
const HANDS_ON = /^(?:functools\.)?partial(?:method)?$/;

/** `owner/Model-2-8B`: base64 has no `-` and no `.`. */
const IS_MODEL = /^[\w.-]+\/[\w.-]*[-.][\w.-]*$/;

/** Keys that are given by position to what the project itself declares: its signature says what they are. */
export const GIVEN_BY_POSITION: NonNullable<Listeners['drawn']> = {
  accepts: (literal) => looksRandom(literal) && !IS_MODEL.test(literal) && !isPlaceholder(literal),
  check(call, context) {
    const { facts } = context;
    for (const { usage, related } of usagesBySignature(call, facts)) {
      const verdict = verdictOn(facts, usage);
      if (verdict !== null) reportVerdict(verdict, usage, [related], context);
    }
  },
};

function usagesBySignature(
  call: CallFact,
  { semantics }: PythonFacts,
): readonly { readonly usage: Usage; readonly related: Related }[] {
  const given = call.args.filter(
    ({ name, position, spread, value }) =>
      name === null && position >= 0 && !spread && value.kind === 'string' && value.via === 'literal',
  );
  const isLocal = ({ value }: Argument): boolean => value.kind === 'string' && LOCAL_SERVER.test(value.value);
  if (given.length === 0 || isForLocalServer(call) || call.args.some(isLocal)) return [];
  const [called, behind] = calledIn(call);
  const signature = called && semantics.signatureOf(called, NAMES);
  if (!signature) return [];
  return given.flatMap((argument) => {
    const parameter = signature.parameters[argument.position - behind];
    return argument.position < behind || parameter === undefined || !mayHoldSecret(parameter.name)
      ? []
      : [{ usage: usageOfArgument(call, argument, parameter.name), related: declared(parameter, signature) }];
  });
}

/** What a call calls, and how many arguments stand before those that it is given. */
function calledIn({ callee, args, expression }: CallFact): readonly [Expression | undefined, number] {
  const [first] = args;
  return HANDS_ON.test(callee) && first?.name === null ? [first.expression, 1] : [expression.parts[0], 0];
}

const declared = ({ name, range }: Signature['parameters'][number], { path }: Signature): Related => ({
  ...(path === null ? {} : { path }),
  range,
  message: `It is the parameter ${name} here.`,
});

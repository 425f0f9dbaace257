import type { PythonFacts } from '../../../core/python-facts';
import type { BindingFact, Expression } from '../../../core/semantics';
import { assignmentsTo, once } from '../../../readers/python/fact-index';
import { namesCredential } from '../../../analysis/secrets/credential-names';
import { isStandIn } from '../../../analysis/secrets/placeholders';
import { comesFromOutside } from './credential-reads';

/** What a program makes of a credential before it may be shown. */
const MASKING = /mask|redact|hash|sha\d|md5|digest|obfus|anonym|encrypt|^len$|^bool$|hidden|censor/i;
/** Names of what pieces of text come out of. */
const TEXT_PIECES = /tokeniz|tokens$|encod|vocab/i;
/** Texts of pydantic that show themselves as stars. */
const STARRED = /(?:^|\.)Secret(?:Str|Bytes)$/;

/** Whether a name or an attribute holds a credential: by where its value comes from; where that is not known, by its name. */
export function isCredentialName(facts: PythonFacts, use: Expression): boolean {
  if (isAboutCredential(use.name)) return false;
  const bindings = facts.semantics.bindingsOf(use);
  const given = valuesOf(facts, use, bindings);
  if (given.some(isHarmless)) return false;
  if (given.some(({ value }) => comesFromOutside(value))) return true;
  if (bindings.some(({ kind, value }) => kind === 'parameter' && value !== null && comesFromOutside(value.value)))
    return true;
  if (use.kind === 'attribute' && knowsStarred(facts)) return false;
  return namesCredential(use.name) && !(/token$/i.test(use.name) && [...given, ...loopsOf(bindings)].some(holdsPieces));
}

/** `token_path`, `api_key_name`: whatever they were given, it is no credential. */
const isAboutCredential = (name: string): boolean =>
  /(?:key|token|secret|passw|credential)/i.test(name) &&
  !/(?:key|token|secret|passw(?:or)?d|passphrase|credential)s?(?:_?(?:val(?:ue)?|str|\d{1,3}))?$/i.test(name);

const loopsOf = (bindings: readonly BindingFact[]): readonly Expression[] =>
  bindings.flatMap(({ kind, value }) => (kind === 'iteration' && value !== null ? [value] : []));

/** What a name is given as a whole. An attribute of what is not known here may be given it anywhere. */
function valuesOf(facts: PythonFacts, use: Expression, bindings: readonly BindingFact[]): readonly Expression[] {
  const own = bindings.flatMap(({ kind, value }) => (kind === 'assignment' && value !== null ? [value] : []));
  return bindings.length > 0 || use.kind !== 'attribute' || use.dotted === null
    ? own
    : assignmentsTo(facts, use.dotted).map(({ expression }) => expression);
}

function isHarmless(expression: Expression): boolean {
  const { value } = expression;
  if (value.kind === 'none' || value.kind === 'boolean' || value.kind === 'number') return true;
  if (value.kind === 'string') return value.value.length < 4 || isStandIn(value.value);
  if (value.kind === 'result' && STARRED.test(value.callee)) return true;
  return !comesFromOutside(value) && masks(expression);
}

/** Whether a value is cut, starred or made into something else by what has such a name. */
const masks: (expression: Expression) => boolean = once(({ kind, name, parts, pieces }) => {
  if (kind === 'slice' || (kind === 'operation' && name === '*')) return true;
  if ((kind === 'name' || kind === 'attribute') && MASKING.test(name)) return true;
  return pieces.some(({ text }) => text.includes('*') || MASKING.test(text)) || parts.some(masks);
});

/** Whether an expression speaks of what a tokenizer gives, or where it comes from does. */
const holdsPieces: (expression: Expression) => boolean = once(
  ({ kind, name, qualified, parts }) =>
    TEXT_PIECES.test(name) ||
    (kind === 'name' && qualified.split('.').some((segment) => TEXT_PIECES.test(segment))) ||
    parts.some(holdsPieces),
);

/** Whether a program knows such texts: an attribute may then be one. */
const knowsStarred = once(
  ({ imports, calls }: PythonFacts) =>
    imports.some(({ member }) => member !== null && STARRED.test(member)) ||
    calls.some(({ callee }) => STARRED.test(callee)),
);

import { lastNameOf } from '../../../core/callee-pattern';
import type { AssignmentFact, PythonFacts, ScopeId } from '../../../core/python-facts';
import { rangeOf, textAt, type Range } from '../../../core/range';
import type { Value } from '../../../core/value';
import { assignmentsTo } from '../../../readers/python/fact-index';
import { isCredentialVariable, namesCredential } from '../../../analysis/secrets/credential-names';
import { isStandIn } from '../../../analysis/secrets/placeholders';

/** A credential in an expression: its own stretch of text, and whether that is an expression of its own (an argument, a hole of an f-string). */
export interface FoundCredential {
  readonly range: Range;
  readonly name: string;
  readonly alone: boolean;
}

/** Calls that give back what they are given; inside any other, nothing is known to come out. */
const TRANSPARENT = /(?:^|\.)(?:str|repr|ascii|format|print|dumps|dict|list|tuple|strip|join|pformat)$/;
/** Calls that read a credential from outside, by the name in their first argument. */
const READERS = /(?:^|\.)(?:getenv|environ\.get|environ\.pop|userdata\.get|get_secret|getpass)$/;
/** What a program makes of a credential before it may be shown. */
const MASKING = /\[|\*|mask|redact|hash|sha\d|md5|digest|obfus|anonym|encrypt|\blen\b|\bbool\b|hidden|censor/i;
const TOKEN = /[rRbBfFuU]{0,2}(?:"""|'''|"|')|[A-Za-z_]\w*(?:\s?\.\s?[A-Za-z_]\w*)*|[()[\]{}]|[^\s\w]|\d+/g;

/** The credentials that an expression hands on, in text order. Looks at the text: interpolations and joined strings have no value. */
export function credentialsIn(facts: PythonFacts, range: Range, scope: ScopeId): readonly FoundCredential[] {
  const found: FoundCredential[] = [];
  read({ facts, scope }, textAt(facts.text, range).slice(0, 4000), range.start, found);
  return found;
}

/** The text without what f-strings say between their holes: the prefilter does not look there either. */
export function withoutFormattedText(text: string): string {
  return text.replace(
    /(?<![\w"'])[rR]?[fF][rR]?("""|'''|"|')((?:\\[\s\S]|(?!\1)[\s\S]){0,4000})\1/g,
    (_, _quote, content: string) =>
      [...holesIn(content, 0, content.length)].map((hole) => `{${content.slice(hole.start, hole.end)}}`).join(' '),
  );
}

interface ProgramPlace {
  readonly facts: PythonFacts;
  readonly scope: ScopeId;
}

function read(world: ProgramPlace, text: string, base: number, found: FoundCredential[]): void {
  const opaque: boolean[] = [];
  const trimmed = text.trim();
  const token = new RegExp(TOKEN.source, 'g');
  let previous = '';
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [piece] = match;
    const start = match.index;
    const quote = /(?:"""|'''|"|')$/.exec(piece)?.[0];
    if (quote !== undefined) {
      const end = endOfString(text, start + piece.length, quote);
      if (/f/i.test(piece.slice(0, -quote.length)) && !opaque.includes(true))
        for (const hole of holesIn(text, start + piece.length, end))
          read(world, text.slice(hole.start, hole.end), base + hole.start, found);
      token.lastIndex = end + quote.length;
    } else if (/^[([{]$/.test(piece)) {
      opaque.push(
        piece === '(' && /[\w\])]$/.test(previous)
          ? !TRANSPARENT.test(previous)
          : piece === '[' && /[\w\])]$/.test(previous),
      );
    } else if (/^[)\]}]$/.test(piece)) {
      opaque.pop();
    } else if (/^[A-Za-z_]/.test(piece) && !opaque.includes(true)) {
      const credential = credentialAt(world, text, start, piece, previous);
      if (credential !== null) {
        found.push({
          range: rangeOf(base + start, base + credential.end),
          name: credential.name,
          alone: text.slice(start, credential.end) === trimmed,
        });
        token.lastIndex = credential.end;
      }
    }
    previous = piece;
  }
}

/** A name, a look-up in the environment or a prompt that begins at a place. */
function credentialAt(
  world: ProgramPlace,
  text: string,
  start: number,
  written: string,
  previous: string,
): { readonly name: string; readonly end: number } | null {
  const after = text.slice(start + written.length, start + written.length + 300);
  if (
    /^(?:if|not|is|in|and|or|elif|while|bool|len)$/.test(previous) ||
    /^\s*(?:is\b|==|!=|in\b|not in\b|<|>|and\b)/.test(after) ||
    /^(?:if|else|for|in|is|not|None|True|False|lambda)$/.test(written)
  )
    return null;
  const name = written.replace(/\s/g, '');
  const subscript = /^\s*\[\s*(["'])(\w{2,80})\1\s*\]/.exec(after);
  if (/(?:^|\.)environ$|^(?:st|streamlit)\.secrets$/.test(name) && subscript !== null)
    return isCredentialVariable(subscript[2]!) && endsThere(after.slice(subscript[0].length))
      ? { name: subscript[2]!, end: start + written.length + subscript[0].length }
      : null;
  if (READERS.test(name)) {
    const call = /^\s*\(\s*(?:(["'])([\w./ :-]{0,80})\1)?[^()]{0,80}\)/.exec(after);
    if (
      call === null ||
      !(/getpass$/.test(name) || isCredentialVariable(call[2] ?? '')) ||
      !endsThere(after.slice(call[0].length))
    )
      return null;
    return {
      name: call[2] !== undefined && !/getpass$/.test(name) ? call[2] : 'password',
      end: start + written.length + call[0].length,
    };
  }
  if (/^\s*[([]/.test(after) || (/^\s*=(?!=)/.test(after) && !/^\s*=\s*$/.test(after))) return null;
  return isCredential(world, name) ? { name: lastNameOf(name), end: start + written.length } : null;
}

/** Nothing is taken out of it: `os.environ["KEY"][:4]` and `getpass().strip()` are something else. */
const endsThere = (after: string): boolean => !/^\s*\[/.test(after);

/** By where its value comes from; where that is not known, by its name. */
function isCredential({ facts, scope }: ProgramPlace, name: string): boolean {
  const all = assignmentsTo(facts, name).filter((assignment) => assignment.role !== 'parameter-default');
  const own = all.filter((assignment) => assignment.scope === scope);
  const given = own.length > 0 || !isBoundElsewhere(facts.text, name) ? (own.length > 0 ? own : all) : [];
  if (given.some((assignment) => isHarmless(assignment, facts))) return false;
  if (given.some(({ value }) => comesFromOutside(value))) return true;
  // pydantic's SecretStr shows itself as stars; a loop over what a tokenizer made gives pieces of text.
  if (name.includes('.') && facts.text.includes('SecretStr')) return false;
  if (
    /token$/i.test(name) &&
    new RegExp(
      `\\bfor\\s[^:\\n]{0,200}?\\b${name.replace(/\./g, '\\.')}\\b[^:\\n]{0,100}\\sin\\b[^:\\n]{0,200}(?:tokeniz|tokens\\b|encod|vocab)`,
    ).test(facts.text)
  )
    return false;
  return namesCredential(lastNameOf(name));
}

/** A loop or a function has a variable of this name: it is another than the one that was given a value. */
const isBoundElsewhere = (text: string, name: string): boolean =>
  /^\w+$/.test(name) &&
  new RegExp(
    `\\bfor\\s[^:\\n]{0,200}?\\b${name}\\b[^:\\n]{0,200}\\sin\\b|\\bdef\\s+\\w+\\s*\\([^)]{0,2000}\\b${name}\\b|\\blambda\\s[^:]{0,200}\\b${name}\\b`,
  ).test(text);

function isHarmless({ value, valueRange }: AssignmentFact, facts: PythonFacts): boolean {
  if (value.kind === 'none' || value.kind === 'boolean' || value.kind === 'number') return true;
  if (value.kind === 'string') return value.value.length < 4 || isStandIn(value.value);
  return !comesFromOutside(value) && MASKING.test(textAt(facts.text, valueRange));
}

/** Read from a credential's environment variable, a notebook's secrets or a prompt. */
export function comesFromOutside(value: Value): boolean {
  if (value.kind !== 'result') return false;
  if (/(?:^|\.)getpass$/.test(value.callee)) return true;
  const [first] = value.args;
  return (
    /^streamlit\.secrets\[\]$|(?:^|\.)(?:environ\[\]|getenv|environ\.get|environ\.pop|userdata\.get|UserSecretsClient\(\)\.get_secret)$/.test(
      value.callee,
    ) &&
    first?.kind === 'string' &&
    isCredentialVariable(first.value)
  );
}

/** The expressions in the braces of an f-string, without conversion and format. */
function* holesIn(text: string, start: number, end: number): Generator<Range> {
  for (let at = text.indexOf('{', start); at !== -1 && at < end; at = text.indexOf('{', at)) {
    if (text[at + 1] === '{') {
      at += 2;
      continue;
    }
    let depth = 0;
    let close = at + 1;
    let cut = -1;
    for (; close < end && !(depth === 0 && text[close] === '}'); close++) {
      if (/[([{]/.test(text[close]!)) depth++;
      else if (/[)\]}]/.test(text[close]!)) depth--;
      else if (cut < 0 && depth === 0 && (text[close] === ':' || (text[close] === '!' && text[close + 1] !== '=')))
        cut = close;
    }
    const last = cut < 0 ? close : cut;
    yield rangeOf(at + 1, text[last - 1] === '=' ? last - 1 : last);
    at = close;
  }
}

function endOfString(text: string, start: number, quote: string): number {
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(quote, i)) return i;
  }
  return text.length;
}

import type { Expression } from '../../core/semantics';
import { stringOf } from '../../core/value';

/** A regular expression that a call matches something with. */
export interface UsedPattern {
  readonly pattern: string;
  readonly method: string;
  readonly subject: Expression | undefined;
}

const METHODS = /^(?:match|fullmatch|search|findall|finditer|sub|subn)$/;

/** `re.fullmatch(PATTERN, text)`, `re.compile(PATTERN).fullmatch(text)`, and by the name of what was compiled; null for any other call. */
export function patternOf({ kind, parts: [callee, first, second, third] }: Expression): UsedPattern | null {
  if (kind !== 'call' || callee?.kind !== 'attribute' || !METHODS.test(callee.name)) return null;
  const substitutes = callee.name.startsWith('sub');
  if (/^(?:re|regex)\.\w+$/.test(callee.qualified)) {
    const pattern = stringOf(first?.value);
    return pattern === undefined ? null : { pattern, method: callee.name, subject: substitutes ? third : second };
  }
  const compiled = callee.parts[0]?.value;
  const pattern =
    compiled?.kind === 'result' && /^(?:re|regex)\.compile$/.test(compiled.callee)
      ? stringOf(compiled.args[0])
      : undefined;
  return pattern === undefined ? null : { pattern, method: callee.name, subject: substitutes ? second : first };
}

/** Whether the whole of what matches is a plain word, number or path. */
export const isPlainPattern = ({ pattern, method }: UsedPattern): boolean =>
  isPlain(pattern) && (method === 'fullmatch' || (method === 'match' && /(?:^|[^\\])(?:\$|\\Z)\)*$/.test(pattern)));

/** Whether what is cut out of a text by the pattern is plain, or what is left of it. */
export function isCutPlain({ pattern, method }: UsedPattern): boolean {
  // `re.sub(r"[^\w-]", "", text)` leaves what the class does not name.
  if (method.startsWith('sub'))
    return /^\[\^[^\]]+\][+*]?$|^\\W\+?$/.test(pattern) && isPlain(pattern.replace('^', ''));
  return isPlain(pattern);
}

/** Characters with which a shell or an interpreter would begin something else. */
const SPECIAL = /[;|&$`<>{}!"'\n#]/;

/** Whether a pattern only lets through letters, digits and signs that mean nothing to a shell. Source: the `re` module, Regular Expression Syntax. */
function isPlain(pattern: string): boolean {
  if (pattern.length > 1000) return false;
  let rest = pattern.replace(/\(\?(?:[aiLmsux]+\)|[:=!]|<[=!]|P<\w+>|#[^)]*\))/g, '(').replace(/\{\d*,?\d*\}/g, '');
  // A class, or something escaped, that takes anything but what it names.
  if (/\[\^|\\[SDWB]|\\[1-9]/.test(rest)) return rest === '\\W' || rest === '\\W+';
  rest = rest
    .replace(/\\d/g, '0')
    .replace(/\\s/g, ' ')
    .replace(/\\[wAZb]/g, 'w')
    .replace(/\$$|\$(?=\)*$)|^\^|(?<=\()\^/g, '');
  const classes: string[] = [];
  rest = rest.replace(/\[((?:\\[^]|[^\]\\])*)\]/g, (_whole, inner: string) => {
    classes.push(inner.replace(/\\([^])/g, '$1'));
    return 'w';
  });
  // What is left is written text, with groups, choices and repetitions.
  if (rest.replace(/\\[^]/g, '').includes('.')) return false;
  const literal = rest.replace(/\\([^])|[()|?*+]/g, '$1');
  // Brackets and letters together make a call.
  const calls =
    classes.some((inner) => /[()]/.test(inner)) && /[a-zA-Z_]/.test(classes.join('') + rest.replace(/w/g, ''));
  return !calls && !SPECIAL.test(literal) && !classes.some((inner) => SPECIAL.test(inner));
}

/** A marker's own text is kept as written; here is only whether pip's grammar (PEP 508) accepts it. */

/** Deeper parentheses are refused: no real marker has them, and a reader of hostile files must stop. */
const MAX_DEPTH = 50;

const VARIABLE =
  /(?:python_version|python_full_version|os[._]name|sys[._]platform|platform_(?:release|system)|platform[._](?:version|machine|python_implementation)|python_implementation|implementation_(?:name|version)|extras?|dependency_groups)\b/y;
const QUOTED = /'[^']*'|"[^"]*"/y;
const OPERATOR = /===|==|~=|!=|<=|>=|<|>|in\b|not[ \t]+in\b/y;
const JUNCTION = /(?:and|or)\b/y;
const BLANKS = /[ \t]*/y;

/** Null when `text` is a valid marker, else the reason in one sentence. */
export function checkMarker(text: string): string | null {
  let at = 0;
  let depth = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return null;
    at += match[0].length;
    return match[0];
  };
  const operand = (): boolean => {
    if (take(VARIABLE) !== null) return true;
    const quoted = take(QUOTED);
    // Python reads the literal: a backslash before the closing quote leaves it open.
    let backslashes = 0;
    while (quoted !== null && quoted[quoted.length - 2 - backslashes] === '\\') backslashes++;
    return quoted !== null && backslashes % 2 === 0;
  };

  for (;;) {
    take(BLANKS);
    while (text[at] === '(') {
      if (++depth > MAX_DEPTH) return 'The marker is nested too deeply.';
      at++;
      take(BLANKS);
    }
    if (!operand()) return 'The marker needs a marker variable or a quoted text here.';
    take(BLANKS);
    if (take(OPERATOR) === null) return 'The marker needs a comparison such as == or in.';
    take(BLANKS);
    if (!operand()) return 'The marker compares with something that is neither a marker variable nor a quoted text.';
    take(BLANKS);
    while (depth > 0 && text[at] === ')') {
      depth--;
      at++;
      take(BLANKS);
    }
    if (at >= text.length) return depth > 0 ? 'The marker has a parenthesis that is not closed.' : null;
    if (take(JUNCTION) === null) return 'The marker joins its parts with something other than and / or.';
  }
}

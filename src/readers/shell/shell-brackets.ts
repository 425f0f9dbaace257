/** IPython's `{…}` is not looked for over longer stretches. */
export const MAX_BRACES = 300;

/** After the bracket that closes what opened before `from`; quotes inside are passed over. */
export function afterBracket(text: string, from: number): number {
  const open: string[] = [];
  for (let i = from; i < text.length; i++) {
    const char = text[i]!;
    const inQuotes = open[open.length - 1] === '"';
    if (char === '\\') i++;
    else if (char === "'" && !inQuotes) {
      const stop = text.indexOf("'", i + 1);
      if (stop < 0) return text.length;
      i = stop;
    } else if (char === '"') {
      if (inQuotes) open.pop();
      else open.push('"');
    } else if (char === '(' && (!inQuotes || text[i - 1] === '$')) open.push('(');
    else if (char === ')' && !inQuotes) {
      if (open.length === 0) return i + 1;
      open.pop();
    }
  }
  return text.length;
}

/** After the backquote that closes what opened before `from`. */
export function afterBackquote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') return i + 1;
  }
  return text.length;
}

/** After IPython's `{expression}`, brackets inside balanced, on one line; else after the brace. */
export function afterBrace(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length && i - at <= MAX_BRACES && text[i] !== '\n'; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  return at + 1;
}

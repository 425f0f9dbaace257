/** A chat template cut into what is coloured. Jinja 3: https://jinja.palletsprojects.com/en/stable/templates/ */
export interface TemplatePart {
  readonly kind: 'text' | 'comment' | 'mark' | 'word' | 'string' | 'code';
  readonly text: string;
}

const KEYWORDS = new Set(
  `if elif else endif for endfor in is not and or set endset macro endmacro block endblock filter endfilter call endcall
   with endwith generation endgeneration include import from extends do true false none True False None`.split(/\s+/),
);

/** The pieces of a block: quoted text, words, and everything else one by one. Neither can run long: each takes what it sees once. */
const PIECES = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[A-Za-z_]\w*|[^"'A-Za-z_]+/gs;

export function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  const add = (kind: TemplatePart['kind'], text: string): void => {
    if (text !== '') parts.push({ kind, text });
  };
  for (let at = 0; at < template.length;) {
    const start = nextBlock(template, at);
    add('text', template.slice(at, start));
    if (start === template.length) break;
    const sign = template[start + 1]!;
    const close = sign === '#' ? '#}' : sign === '{' ? '}}' : '%}';
    const found = template.indexOf(close, start + 2);
    const end = found < 0 ? template.length : found + 2;
    if (sign === '#') add('comment', template.slice(start, end));
    else addBlock(template.slice(start, end), found >= 0, add);
    at = end;
  }
  return parts;
}

function nextBlock(template: string, from: number): number {
  for (let at = template.indexOf('{', from); at >= 0; at = template.indexOf('{', at + 1))
    if ('{%#'.includes(template[at + 1] ?? ' ')) return at;
  return template.length;
}

function addBlock(block: string, isClosed: boolean, add: (kind: TemplatePart['kind'], text: string) => void): void {
  const open = block[2] === '-' || block[2] === '+' ? 3 : 2;
  const close = isClosed ? (block.at(-3) === '-' && block.length > open + 2 ? 3 : 2) : 0;
  add('mark', block.slice(0, open));
  for (const [piece] of block.slice(open, block.length - close).matchAll(PIECES))
    add(/^["']/.test(piece) ? 'string' : KEYWORDS.has(piece) ? 'word' : 'code', piece);
  add('mark', close === 0 ? '' : block.slice(-close));
}

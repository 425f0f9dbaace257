/** An anchor of a page, with its attributes by lower-case name and the text up to its end. */
export interface Anchor {
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
}

/** Units of one tag. Longer ones are none of an index. */
const MAX_TAG = 16_384;

/** The anchors of an HTML page (PEP 503), in linear time: comments and scripts are passed over, nothing is nested. */
export function anchorsIn(html: string, most: number): readonly Anchor[] {
  const anchors: Anchor[] = [];
  for (const { name, attributes, end } of tagsIn(html)) {
    if (name !== 'a') continue;
    if (anchors.length >= most) break;
    const next = html.indexOf('<', end);
    anchors.push({ attributes, text: unescaped(html.slice(end, next < 0 ? end : Math.min(next, end + 1_000))) });
  }
  return anchors;
}

/** What `<meta name="…" content="…">` says, by name. */
export function metaIn(html: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, attributes } of tagsIn(html)) {
    const [key, content] = [attributes.get('name'), attributes.get('content')];
    if (name === 'meta' && key !== undefined && content !== undefined) found.set(key.toLowerCase(), content);
    // They stand in the head.
    if (name === 'a' || name === 'body') break;
  }
  return found;
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Behind its `>`. */
  readonly end: number;
}

function* tagsIn(html: string): Generator<Tag> {
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      if (end < 0) return;
      at = end + 3;
      continue;
    }
    const name = /^<([A-Za-z][A-Za-z0-9]{0,20})(?=[\s/>])/.exec(html.slice(at, at + 24))?.[1]?.toLowerCase();
    if (name === undefined) {
      at++;
      continue;
    }
    const tag = attributesFrom(html, at + 1 + name.length);
    if (tag === null) {
      at++;
      continue;
    }
    yield { name, ...tag };
    at = tag.end;
    if (name === 'script' || name === 'style') {
      const end = html.indexOf(`</${name}`, at);
      if (end < 0) return;
      at = end;
    }
  }
}

const ATTRIBUTE = /[\s/]*([^\s"'<>/=]{1,100})(?:\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y;

/** The attributes up to the end of the tag; null where it does not end. The first of a name counts, as in browsers. */
function attributesFrom(html: string, from: number): Omit<Tag, 'name'> | null {
  const stretch = html.slice(from, from + MAX_TAG);
  const attributes = new Map<string, string>();
  for (let at = 0; at < stretch.length;) {
    const close = /^[\s/]*>/.exec(stretch.slice(at, at + 200));
    if (close) return { attributes, end: from + at + close[0].length };
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(stretch);
    if (!found) return null;
    const [, name, double, single, bare] = found;
    const key = name!.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, unescaped(double ?? single ?? bare ?? ''));
    at = ATTRIBUTE.lastIndex;
  }
  return null;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Character references: those that pages of indexes have, by name, and all by number. */
const unescaped = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (written, decimal, hex, name) => {
        if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? written;
        const code = decimal === undefined ? parseInt(String(hex), 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
          ? String.fromCodePoint(code)
          : written;
      })
    : text;

import type { ArtifactPart, ArtifactRecord } from './artifact-record';

/** Bytes in which the root and what is declared before it stand. */
const DECLARED = 64 * 1024;

const LESS_THAN = 0x3c;

/** PMML: XML whose root says so. */
export const mayBePmml = (head: Uint8Array): boolean => {
  // Most files are binary, and are not made a text of for this.
  const first = head.find((byte) => !(byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)));
  if (first !== LESS_THAN && (first === undefined || first < 0x80)) return false;
  const text = new TextDecoder().decode(head);
  return /^\ufeff?\s*<(?:\?xml|!DOCTYPE|!--|PMML\b)/i.test(text) && /<PMML[\s>]|<!DOCTYPE\s+PMML\b/i.test(text);
};

/**
 * The head of a PMML document. It is data, but for what XML itself lets a document declare: entities, which readers that follow
 * them take from other files or make grow without end, and for `Extension` elements, that name what a vendor's reader runs.
 */
export async function readPmml(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  record.format('pmml');
  const text = new TextDecoder().decode(await part.source.read(0, DECLARED));
  const version = /<PMML\b[^>]{0,2000}?\bversion\s*=\s*["']([\w.]{1,20})["']/.exec(text)?.[1];
  if (version !== undefined) record.note('pmml.version', version);
  const root = text.search(/<PMML\b/);
  const before = withoutComments(root < 0 ? text : text.slice(0, root));
  const entity = /<!ENTITY\s+(?:%\s+)?([^\s>]{1,100})/.exec(before);
  if (entity) record.sign('xml-entity', part, entity.index, entity[1]);
  else if (/<!DOCTYPE\b[^>[]{0,2000}(?:\[|\b(?:SYSTEM|PUBLIC)\b)/.test(before))
    record.sign('xml-entity', part, before.indexOf('<!DOCTYPE'), 'DOCTYPE');
  else if (root < 0) record.sign('over-budget', part, 0, 'declarations');
  return part.source.size ?? 0;
}

/** Comments as spaces, so that offsets stay. */
function withoutComments(text: string): string {
  let result = '';
  for (let at = 0; at < text.length;) {
    const start = text.indexOf('<!--', at);
    if (start < 0) return result + text.slice(at);
    const end = text.indexOf('-->', start + 4);
    const behind = end < 0 ? text.length : end + 3;
    result += text.slice(at, start) + ' '.repeat(behind - start);
    at = behind;
  }
  return result;
}

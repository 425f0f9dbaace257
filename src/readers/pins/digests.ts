/** A digest that the project knows of a file, by its address or its name. */
export interface KnownDigest {
  /** An address, or the name of a file without its folders. */
  readonly name: string;
  readonly algorithm: 'sha256' | 'md5';
  /** Lower-case hex. */
  readonly value: string;
  readonly path: string;
}

/** GNU and BSD lists of checksums. Source: coreutils, "sha2 utilities". */
const GNU = /^([0-9a-f]{64})[ \t]+\*?(\S[^\r\n]{0,300}?)[ \t]*\r?$/gim;
const BSD = /^SHA256 \(([^()\r\n]{1,300})\) = ([0-9a-f]{64})[ \t]*\r?$/gim;
/** `model.pt.sha256` that holds nothing but the digest. */
const ALONE = /^\s*([0-9a-f]{64})\s*$/i;

const HEX = `["']?(?:sha256[:=])?([0-9a-f]{64})\\b`;
/** `"file.pt": "<digest>"`, as registries of pooch have it. */
const NAMED = new RegExp(
  `["']([^"'\\s]{3,300}\\.\\w{1,10}|https?://[^"'\\s]{3,300})["']\\s{0,20}:\\s{0,200}${HEX}`,
  'gi',
);
/** `("https://…", "<digest>")`, `f("https://…", sha256="<digest>")` */
const PAIRED = new RegExp(
  `["'](https?://[^"'\\s]{3,300})["']\\s{0,20},\\s{0,200}(?:\\w{1,40}\\s{0,4}=\\s{0,4})?${HEX}`,
  'gi',
);
/** `url: …` with `sha256: …` in the next line, in YAML, TOML, JSON and dictionaries. */
const BESIDE = new RegExp(
  `["']?\\burl["']?[ \\t]{0,8}[:=][ \\t]{0,8}["']?(https?://[^"'\\s,]{3,300})["']?,?\\s{1,200}["']?(?:sha256|sha|hash|digest|checksum|known_hash)["']?[ \\t]{0,8}[:=][ \\t]{0,8}${HEX}`,
  'gi',
);
/** `MODEL_URL = "…"` and `MODEL_SHA256 = "…"` */
const ADDRESS = /^[ \t]*(\w{1,60}?)_?UR[LI]\b[^=\n]{0,40}=[ \t]*["'](https?:\/\/[^"'\s]{3,300})["']/gim;
const CONSTANT =
  /^[ \t]*(\w{1,60}?)_?(?:SHA_?256|HASH|DIGEST|CHECKSUM)(?:_HASH|SUM)?\b[^=\n]{0,40}=[ \t]*["'](?:sha256:)?([0-9a-f]{64})["']/gim;
/** DVC, of a download: `deps: - path: https://…` and the digest of the file in `outs`. Source: dvc.org, ".dvc files". */
const DVC_ADDRESS = /^\s*-?\s*path: (https?:\/\/\S{3,300})\s*$/m;
const DVC_OUTPUT = /^outs:\s*\n(?:[ \t-]+(?!md5)\S.*\n){0,6}[ \t-]+md5: ([0-9a-f]{32})[ \t]*$/m;

/** The digests that a text says. */
export function digestsIn(text: string, path: string): readonly KnownDigest[] {
  const found: KnownDigest[] = [];
  const add = (name: string | undefined, value: string | undefined, algorithm: 'sha256' | 'md5' = 'sha256'): void => {
    if (name !== undefined && value !== undefined)
      found.push({ name: /^https?:/i.test(name) ? name : lastOf(name), algorithm, value: value.toLowerCase(), path });
  };
  if (/\.dvc$/.test(path)) add(DVC_ADDRESS.exec(text)?.[1], DVC_OUTPUT.exec(text)?.[1], 'md5');
  if (/\.sha256(?:sum)?$/i.test(path)) add(path.replace(/\.sha256(?:sum)?$/i, ''), ALONE.exec(text)?.[1]);
  for (const [, value, name] of text.matchAll(GNU)) add(name, value);
  for (const [, name, value] of text.matchAll(BSD)) add(name, value);
  for (const form of [NAMED, PAIRED, BESIDE]) for (const [, name, value] of text.matchAll(form)) add(name, value);
  const constants = new Map([...text.matchAll(CONSTANT)].map(([, name, value]) => [name!, value!]));
  if (constants.size > 0) for (const [, name, url] of text.matchAll(ADDRESS)) add(url, constants.get(name!));
  return found;
}

const lastOf = (name: string): string => name.slice(name.search(/[^\\/]*$/));

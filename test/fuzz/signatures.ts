// node --import tsx test/fuzz/signatures.ts [--cases 1000000] [--seed N]: reads signatures, certificates and keys that nobody made.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../bench/corpus';
import type { SignatureFacts } from '../../src/core/signature-facts';
import { base64Of, bytesOfBase64 } from '../../src/readers/signatures/base64';
import { readBundle } from '../../src/readers/signatures/bundle';
import { readCertificate, readCertificates } from '../../src/readers/signatures/certificate';
import { readManifest } from '../../src/readers/signatures/manifest';
import { pemBlocks } from '../../src/readers/signatures/pem';

export interface SignatureFuzz {
  readonly cases: number;
  /** What threw, took long, or gave what cannot be. */
  readonly failures: readonly string[];
  readonly slowest: number;
}

const REAL = path.join(__dirname, '../readers/signatures/real');
/** Milliseconds; the largest of these bundles is read in one. */
const LONGEST = 2_000;

/** Changes bundles, the statements in them, certificates and PEM, and holds what is read to what must be true. */
export function fuzzSignatures(options: {
  readonly seed: number;
  readonly cases: number;
  readonly milliseconds: number;
}): SignatureFuzz {
  const random = new Random(options.seed);
  const texts = readdirSync(REAL)
    .flatMap((name) => readdirSync(path.join(REAL, name)).map((file) => path.join(REAL, name, file)))
    .filter((file) => /\.(?:sig|pem|pub)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'));
  const failures: string[] = [];
  const end = performance.now() + options.milliseconds;
  let [cases, slowest] = [0, 0];
  for (; cases < options.cases && performance.now() < end && failures.length < 10; cases++) {
    const start = performance.now();
    const wrong = wrongWith(texts[random.below(texts.length)]!, random);
    const took = performance.now() - start;
    slowest = Math.max(slowest, took);
    if (wrong !== null || took > LONGEST) failures.push(`case ${cases}: ${wrong ?? `${took} ms`}`);
  }
  return { cases, failures, slowest };
}

function wrongWith(text: string, random: Random): string | null {
  try {
    if (!text.startsWith('{')) {
      const changed = random.below(2) ? mutatedText(text, random) : withBytes(text, random);
      readCertificates(changed);
      for (const { bytes } of pemBlocks(changed)) readCertificate(bytes);
      return null;
    }
    const changed = random.below(3) ? withPayload(text, random) : mutatedText(text, random);
    const facts = readBundle(changed, 'm/model.sig');
    for (const certificate of facts?.certificates ?? []) readCertificate(mutatedBytes(certificate, random));
    return facts && falseOf(facts, changed.length);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** What can never be so. */
function falseOf({ manifest, problems, payloadRange, signatureRange, payload }: SignatureFacts, length: number) {
  for (const { start, end } of [payloadRange, signatureRange, ...problems.map(({ range }) => range)])
    if (start < 0 || end < start || end > length) return `range ${start}..${end} of ${length}`;
  if (manifest === null) return problems.length > 0 ? null : 'nothing is wrong, and nothing is there';
  const names = new Set<string>();
  for (const { path: file, start, end, digest } of manifest.resources) {
    if (/^\/|\\|\0|(?:^|\/)\.\.(?:\/|$)/.test(file)) return `leads out: ${JSON.stringify(file)}`;
    if (!/^[0-9a-f]{64}(?:[0-9a-f]{64})?$/.test(digest)) return `digest ${digest}`;
    if (start !== null && end !== null && start >= end) return `shard ${start}..${end}`;
    if (names.has(`${file}:${start}:${end}`)) return `twice: ${file}`;
    names.add(`${file}:${start}:${end}`);
  }
  for (const file of manifest.ignored) if (/^\/|(?:^|\/)\.\.(?:\/|$)/.test(file)) return `leads out: ${file}`;
  return payload && typeof readManifest(payload) === 'string' ? 'is read once only' : null;
}

const SCRAPS = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\0',
  '\u{1f600}',
  '../',
  '/',
  '.',
  'null',
  '-1',
  '1e999',
  '"name"',
  '0'.repeat(70),
  '[['.repeat(80),
];

function mutatedText(text: string, random: Random): string {
  let changed = text;
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(changed.length + 1);
    const scrap = random.below(3) ? SCRAPS[random.below(SCRAPS.length)]! : String.fromCharCode(random.below(128));
    changed = changed.slice(0, at) + scrap + changed.slice(at + random.below(3) * random.below(20));
  }
  return random.below(20) === 0 ? changed.slice(0, random.below(changed.length)) : changed;
}

/** The same bundle with another statement, as somebody would sign it who wants to do harm. */
function withPayload(text: string, random: Random): string {
  return text.replace(/"payload":"([^"]*)"/, (_, given: string) => {
    const statement = new TextDecoder().decode(bytesOfBase64(given)!);
    return `"payload":"${base64Of(new TextEncoder().encode(mutatedText(statement, random)))}"`;
  });
}

function withBytes(text: string, random: Random): string {
  const [block] = pemBlocks(text);
  if (!block) return text;
  const bytes = base64Of(mutatedBytes(block.bytes, random));
  return `-----BEGIN ${block.label}-----\n${bytes}\n-----END ${block.label}-----\n`;
}

function mutatedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = bytes.slice();
  for (let times = random.below(6); times > 0 && changed.length > 0; times--)
    changed[random.below(changed.length)] = random.below(2)
      ? random.below(256)
      : [0, 0x30, 0x80, 0x84, 0xff][random.below(5)]!;
  return random.below(10) === 0 ? changed.subarray(0, random.below(changed.length)) : changed;
}

function main(): void {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const { cases, failures, slowest } = fuzzSignatures({ seed, cases: Number(values.cases), milliseconds: Infinity });
  for (const failure of failures) console.log(failure);
  const memory = Math.round(process.resourceUsage().maxRSS / 1_024);
  console.log(
    `seed ${seed}: ${cases} cases, ${failures.length} failures, slowest ${slowest.toFixed(0)} ms, ${memory} MB at most`,
  );
  process.exitCode = failures.length > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('fuzz/signatures.ts')) main();

import { rangeOf, type Range } from '../../core/range';
import type { SignatureFacts, SignatureProblem, SigningMethod } from '../../core/signature-facts';
import { bytesOfBase64 } from './base64';
import { jsonAt, jsonTextAt, readJsonPlaces, type JsonPlace } from './json-places';
import { readManifest } from './manifest';

/** Characters of a bundle; a model of 100,000 files has one of 25 million. */
export const LONGEST_BUNDLE = 64_000_000;
const MOST_CERTIFICATES = 16;
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.3)?\+json(?:;version=0\.[123])?$/;
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/**
 * Reads a bundle of OpenSSF Model Signing: the sigstore bundle's JSON (mediaType, verificationMaterial, dsseEnvelope) and in it an
 * in-toto statement. Null for what is no such bundle: `.sig` is also what PGP, minisign and sigstore's signatures of single files
 * are called. Verifies nothing, and never throws.
 */
export function readBundle(text: string, path: string): SignatureFacts | null {
  if (!looksLikeBundle(text)) return null;
  const whole: Range = { start: 0, end: Math.min(text.length, 1) };
  if (text.length > LONGEST_BUNDLE) return refused(path, { message: 'it is larger than 64 MB', range: whole });
  const root = readJsonPlaces(text);
  if (typeof root === 'string') return refused(path, { message: root, range: whole });
  return new BundleReader(root, path).facts();
}

/** Whether a text is JSON with an envelope in it. */
const looksLikeBundle = (text: string): boolean =>
  /^[\s\ufeff]*\{/.test(text) && text.includes('"dsseEnvelope"') && text.includes('"verificationMaterial"');

const refused = (path: string, problem: SignatureProblem): SignatureFacts => ({
  kind: 'model-signature',
  path,
  method: null,
  keyHint: null,
  givenKey: null,
  certificates: [],
  payload: null,
  signature: null,
  manifest: null,
  problems: [problem],
  payloadRange: problem.range,
  signatureRange: problem.range,
});

class BundleReader {
  readonly #problems: SignatureProblem[] = [];

  constructor(
    private readonly root: JsonPlace,
    private readonly path: string,
  ) {}

  facts(): SignatureFacts {
    const mediaType = jsonAt(this.root, 'mediaType');
    if (!MEDIA_TYPE.test(jsonTextAt(mediaType) ?? ''))
      this.#say('its mediaType is not that of a sigstore bundle', mediaType);
    const material = this.#material();
    const envelope = jsonAt(this.root, 'dsseEnvelope');
    const payloadType = jsonAt(envelope, 'payloadType');
    if (jsonTextAt(payloadType) !== PAYLOAD_TYPE)
      this.#say(`its payload is no ${PAYLOAD_TYPE}`, payloadType ?? envelope);
    const payloadAt = jsonAt(envelope, 'payload');
    const payload = this.#bytes(payloadAt, 'its payload', envelope);
    const signatures = jsonAt(envelope, 'signatures');
    if (signatures?.items?.length !== 1) this.#say('it does not have one signature', signatures ?? envelope);
    const signatureAt = jsonAt(signatures?.items?.[0], 'sig');
    const signature = this.#bytes(signatureAt, 'its signature', signatures ?? envelope);
    const manifest = payload && readManifest(payload);
    if (typeof manifest === 'string') this.#say(manifest, payloadAt);
    return {
      kind: 'model-signature',
      path: this.path,
      ...material,
      payload,
      signature,
      manifest: typeof manifest === 'string' ? null : manifest,
      problems: this.#problems,
      payloadRange: withinQuotes(payloadAt ?? this.root),
      signatureRange: withinQuotes(signatureAt ?? this.root),
    };
  }

  /** The method is told by what is there, never by what somebody wants to verify with: exactly one of the three. */
  #material(): Pick<SignatureFacts, 'method' | 'keyHint' | 'givenKey' | 'certificates'> {
    const material = jsonAt(this.root, 'verificationMaterial');
    const [key, chain, certificate] = ['publicKey', 'x509CertificateChain', 'certificate'].map((name) =>
      jsonAt(material, name),
    );
    const given = [key, chain, certificate].filter((each) => each !== undefined);
    const nothing = { method: null, keyHint: null, givenKey: null, certificates: [] };
    if (given.length !== 1) {
      this.#say('it does not say with which one key or certificate it was signed', material);
      return nothing;
    }
    if (key) return { ...nothing, method: 'key', ...this.#key(key) };
    // Keyless bundles of before 0.3 have the one certificate in a chain; what is logged was signed that way.
    const isLogged = (jsonAt(material, 'tlogEntries')?.items?.length ?? 0) > 0;
    const method: SigningMethod = certificate || isLogged ? 'sigstore' : 'certificate';
    const places = certificate ? [certificate] : (jsonAt(chain, 'certificates')?.items ?? []);
    if (places.length === 0 || places.length > MOST_CERTIFICATES)
      this.#say(`it does not have 1 to ${MOST_CERTIFICATES} certificates`, chain);
    const certificates = places
      .slice(0, MOST_CERTIFICATES)
      .flatMap((place) => this.#bytes(jsonAt(place, 'rawBytes'), 'a certificate', place) ?? []);
    return { ...nothing, method, certificates };
  }

  #key(place: JsonPlace): Pick<SignatureFacts, 'keyHint' | 'givenKey'> {
    const hint = jsonAt(place, 'hint');
    const keyHint = jsonTextAt(hint) || null;
    if (keyHint !== null && !/^[0-9a-f]{64}$/i.test(keyHint)) this.#say('the hint at its key is no SHA-256', hint);
    const raw = jsonAt(place, 'rawBytes');
    const bytes = raw && this.#bytes(raw, 'its key', place);
    return {
      keyHint: keyHint?.toLowerCase() ?? null,
      givenKey: bytes ? new TextDecoder().decode(bytes.subarray(0, 4_096)) : null,
    };
  }

  #bytes(place: JsonPlace | undefined, what: string, around: JsonPlace | undefined): Uint8Array | null {
    const text = jsonTextAt(place);
    const bytes = text === null ? null : bytesOfBase64(text);
    if (bytes && bytes.length > 0) return bytes;
    this.#say(text === null ? `${what} is missing` : `${what} is no base64`, place ?? around);
    return null;
  }

  #say(message: string, place: JsonPlace | undefined): void {
    const { range, members, items } = place ?? this.root;
    this.#problems.push({ message, range: members || items ? rangeOf(range.start, range.start + 1) : range });
  }
}

const withinQuotes = ({ range, members }: JsonPlace): Range =>
  members ? rangeOf(range.start, range.start + 1) : rangeOf(range.start + 1, Math.max(range.end - 1, range.start + 1));

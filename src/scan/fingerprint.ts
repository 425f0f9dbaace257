/** What a finding is recognised by when lines move: its rule and the text of its lines. */
export interface FingerprintInput {
  readonly rule: string;
  /** The finding's lines, with every secret in them replaced. */
  readonly lines: readonly string[];
  /** The secret that the finding is about, so that another one in its place is another finding. */
  readonly secret?: string;
}

/**
 * SHA-256, lower-case hex, of rule and lines without regard to white space. Of a secret only twelve bits of its digest go in:
 * enough to tell another one (4095 times of 4096), too few to confirm a guess.
 */
export async function fingerprint({ rule, lines, secret }: FingerprintInput): Promise<string> {
  const tag = secret === undefined ? '' : (await sha256(secret)).slice(0, 3);
  return sha256(['touchstone/1', rule, ...lines.map((line) => line.trim().replace(/\s+/g, ' ')), tag].join('\0'));
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

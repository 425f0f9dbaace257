/**
 * Keys that vendors print in their own documentation, as digests, so that no scanner stops at this file or at what is built of it,
 * and nobody can read one here. By length first: most values need no digest.
 */
const DIGESTS: ReadonlySet<string> = new Set([
  // AWS: access key ids and secrets of the user guides.
  '88ed8c3b390cb4e6',
  'bee435e5a9bccfb4',
  'ed21b064996b65bb',
  'b306794689466e52',
  'bcafb97c9595d317',
  // The emulators of Azure Storage and of Azure Cosmos DB, the same for everybody.
  'a774b7ff107ff099',
  '7748cd424a1a1f30',
  // Google: the key of the Maps documentation, and those of Firebase's own samples.
  '71462a72bbd208a8',
  '3f9e305a643e33ac',
  'f139001040968c9c',
  '2df45e0f710bcf5b',
  '044de5ec12d32a3b',
  '7811871691e63d56',
  'cd4255e9447ddb6d',
  '5c49c61c780e1f0b',
  'd62066e1e88e3cd0',
  '8ba116d592b00825',
  '25ea6d91d11f9b31',
  '99ea15e428c6d554',
  'aed50fa380abc567',
  'ec04a1d6e64ea31c',
  '7d5fd3656a2fa859',
  // Stripe: test keys of the API reference and of the quickstarts.
  '0b7b3108dba4f61e',
  'c1e4a22d972ffce3',
  '992a114200fabb24',
  'd135c5f70c8f9f3a',
  'bacf66c31444a609',
  'a6dcc553d2e46e7e',
  // GitHub: one body under four prefixes.
  'a1a61c869694949d',
  '4379745136db60b1',
  'a0948b666ca93b2d',
  'ec0309ad15b12fba',
  // SendGrid, Mailgun.
  '9774d345f26ec47d',
  'e15c8cbb41c85ed7',
  // Telegram, Discord, Slack, Cloudflare.
  'd34b48f18ef4c2cc',
  'f6f81da4ea1ac30b',
  'e3600c3b54bd03b6',
  'd938f4a34f0b5383',
  '1c3a47d0ea7bbcc0',
  '85126627da89ad74',
]);
const LENGTHS: ReadonlySet<number> = new Set([20, 32, 36, 39, 40, 41, 44, 46, 53, 59, 69, 88]);

/** A key that everybody knows. */
export const isDocumentedSample = (text: string): boolean => LENGTHS.has(text.length) && DIGESTS.has(digestOf(text));

/** 64 bits that tell keys apart and do not lead back to one; nobody gains by a collision, which would only hide a finding of his own. */
function digestOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [b, a].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

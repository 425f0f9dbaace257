// In the web host there is no zlib, and what the suites write there is not packed.
export function deflateRawSync(): never {
  throw new Error('There is no zlib in the web host: write what is stored.');
}

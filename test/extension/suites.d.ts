/** Made by the bundler (scripts/host-tests/bundle.mjs) from the test files that are there. */
declare module 'touchstone:suites' {
  /** Defines every suite; mocha's `suite` and `test` must be global by then. */
  export function defineSuites(): void;
  /** The text after `--grep`, or undefined. */
  export const grep: string | undefined;
}

import type { SessionNews } from './session';
import type { Terminal } from './terminal';

/** Collects what sessions of several threads tell, so that each thing is said once. */
export class News implements SessionNews {
  readonly #said = new Set<string>();
  readonly #asked = new Map<string, Set<string>>();

  constructor(private readonly terminal: Terminal) {}

  warn(message: string): void {
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.terminal.say(`touchstone: ${message}`);
  }

  asks(host: string, path: string): void {
    const paths = this.#asked.get(host) ?? new Set();
    this.#asked.set(host, paths.add(path));
  }

  /** Which host was told which names. */
  sayAsked(): void {
    for (const [host, paths] of [...this.#asked].sort())
      this.terminal.say(`touchstone: asked ${host} for ${[...paths].sort().join(', ')}`);
  }
}

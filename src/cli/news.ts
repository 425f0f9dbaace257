import type { SessionNews } from './session';
import type { Terminal } from './terminal';

/** Collects what sessions of several threads tell, so that each thing is said once. */
export class News implements SessionNews {
  readonly #said = new Set<string>();
  readonly #asked = new Map<string, Set<string>>();

  /** `debug`: stack traces are told in full; otherwise where a bug is takes one line, without this machine's paths. */
  constructor(
    private readonly terminal: Terminal,
    private readonly debug: boolean,
  ) {}

  warn(message: string): void {
    const [first = '', ...stack] = message.split('\n');
    const told = this.debug || stack.length === 0 ? message : `${first} (--debug prints where)`;
    if (this.#said.has(told)) return;
    this.#said.add(told);
    this.terminal.say(`touchstone: ${told}`);
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

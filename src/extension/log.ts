import * as vscode from 'vscode';
import type { Logger } from '../core/host';

/** The one output channel. It never opens itself, and it never gets file contents. */
export class Log implements Logger, vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Touchstone', { log: true });
  readonly #said = new Set<string>();
  /** Errors so far: what tests and the status item look at. */
  failures = 0;

  info(message: string): void {
    this.#channel.info(message);
  }

  warn(message: string): void {
    this.#channel.warn(message);
  }

  /** A bug says the same on every key; it is written once. */
  error(message: string): void {
    this.failures++;
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.#channel.error(message);
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

export const errorMessageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

import type { Logger } from '../core/host';
import type { Rule } from '../core/rule';

/** Runs checks of rules. A rule that throws is logged once, and the others go on. */
export class Guard {
  readonly #failed = new Set<string>();

  constructor(private readonly logger: Logger) {}

  /** Whether any rule threw, in this document or before: then nobody knows what it would have said. */
  get hasFailed(): boolean {
    return this.#failed.size > 0;
  }

  run(rule: Rule, path: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      if (this.#failed.has(rule.id)) return;
      this.#failed.add(rule.id);
      this.logger.error(`rule ${rule.id} failed on ${path}: ${stackOf(error)}`);
    }
  }
}

/** Where an error comes from. The stack has no file contents; an error's message could, so it is left out. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return `${error.name}\n${frames.slice(0, 6).join('\n')}`;
}

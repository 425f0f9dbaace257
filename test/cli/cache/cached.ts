import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, project, type Ran, type run } from '../bundle';

export const LOAD = 'import torch\n\nmodel = torch.load("model.pt")\n';
export const MODEL = 'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("someone/model")\n';
export const SHARED =
  'from transformers import AutoModel\nfrom names import MODEL\n\nmodel = AutoModel.from_pretrained(MODEL)\n';
export const CLEAN = 'print("hello")\n';

/** A project with a cache of its own beside it. It is scanned in this process, or the `way` that is given. */
export class Cached {
  readonly root: string;
  readonly home = project({});

  constructor(
    files: Readonly<Record<string, string | Uint8Array>>,
    private readonly way: typeof run = call,
  ) {
    this.root = project(files);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    writeFileSync(path.join(this.root, file), text);
  }

  scan(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    return this.way(this.root, ['scan', '--format', 'json', '--fail-on', 'never', ...args], {
      env: { XDG_CACHE_HOME: this.home, ...env },
    });
  }

  /** Scans with what is kept and without, which has to give the same bytes. */
  async same(args: readonly string[] = []): Promise<string> {
    const [kept, anew] = [await this.scan(args), await this.scan([...args, '--no-cache'])];
    assert.deepEqual(kept, anew);
    assert.equal(kept.err, '');
    return kept.out;
  }

  get files(): string[] {
    const folder = path.join(this.home, 'touchstone');
    try {
      return readdirSync(folder).map((name) => path.join(folder, name));
    } catch {
      return [];
    }
  }

  get text(): string {
    return this.files.map((file) => readFileSync(file, 'utf8')).join('\n');
  }

  /** How many judgements are kept. */
  get count(): number {
    return this.files.reduce((sum, file) => {
      const { clean, other } = JSON.parse(readFileSync(file, 'utf8')) as {
        clean: [number, string[]][];
        other: unknown[];
      };
      return sum + other.length + clean.reduce((keys, [, own]) => keys + own.length, 0);
    }, 0);
  }

  /** Changes what is kept, as only a test may: to see whether it is used. */
  forge(from: string, to: string): void {
    for (const file of this.files) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
  }
}

/** The rules of all findings of a report, in its order. */
export const rulesIn = (json: string): string[] =>
  (JSON.parse(json) as { findings: { rule: string; severity: string; path: string }[] }).findings.map(
    ({ rule }) => rule,
  );

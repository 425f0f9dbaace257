import type { PythonFacts } from '../core/python-facts';
import type { RequirementsFacts } from '../core/requirement-facts';
import type { Rule } from '../core/rule';
import type { Grammars, ScanInput, ScanOutcome } from './api';
import type { Workspace } from './workspace';

/** A program's facts with the way back from its offsets to files and cells. */
export interface ReadProgram {
  readonly facts: PythonFacts;
  locate(offset: number): { readonly path: string; readonly cell: number | null; readonly line: number; readonly column: number };
}

/** Reads documents into facts, judges the facts with rules and locates the findings. One per thread. */
export class Engine {
  static async create(_grammars: Grammars, _rules?: readonly Rule[]): Promise<Engine> {
    throw new Error('being written');
  }

  /** Judges one document. Never rejects for bad input. */
  async scan(_input: ScanInput, _workspace: Workspace): Promise<ScanOutcome> {
    throw new Error('being written');
  }

  /** The facts alone, for the inventory: Python program (files and notebooks) and requirements (files, notebook pip lines). */
  async read(_input: ScanInput, _workspace: Workspace): Promise<{ program: ReadProgram | null; requirements: readonly RequirementsFacts[] }> {
    throw new Error('being written');
  }

  /** Forgets what is kept for an editor's document. */
  release(_session: string): void {}

  dispose(): void {}
}

import assert from 'node:assert/strict';
import { sentenceOf, type LocatedFinding } from '../../../src/core/finding';
import { argumentOf } from '../../../src/core/python-facts';
import { defineRule, type Rule } from '../../../src/core/rule';
import type { Value } from '../../../src/core/value';
import { Engine } from '../../../src/scan/engine';
import { Workspace } from '../../../src/project/workspace';
import { grammars } from '../../harness/grammars';
import { MemoryFiles } from '../../harness/memory-files';

/** Reports what `X` is in a call of `see(X=…)`. */
export const seer = (see: (value: Value | undefined) => void): Rule =>
  defineRule({
    id: 'seen',
    severity: 'warning',
    category: 'models',
    title: 'Seen',
    cwe: 1,
    docs: { what: '', why: '', fix: '' },
    listen: {
      calls: [
        {
          callees: ['**.see', '**.load'],
          check: (call, context) => {
            const argument = argumentOf(call, 'X');
            see(argument?.value);
            context.report({
              range: argument?.valueRange ?? call.calleeRange,
              message: `${call.callee}: ${argument?.value.kind === 'string' ? argument.value.value : argument?.value.kind}`,
            });
          },
        },
      ],
    },
  });

export interface Seen {
  readonly value: Value | undefined;
  readonly finding: LocatedFinding;
  readonly reads: readonly string[];
  /** Files that something was taken from. */
  readonly restsOn: readonly string[];
}

export class CountingFiles extends MemoryFiles {
  readonly reads: string[] = [];
  override read(...args: Parameters<MemoryFiles['read']>): ReturnType<MemoryFiles['read']> {
    this.reads.push(args[0]);
    return super.read(...args);
  }
}

export async function see(
  text: string,
  files: Readonly<Record<string, string>>,
  path = 'train.py',
  exhaustive = false,
): Promise<Seen> {
  let value: Value | undefined;
  const engine = await Engine.create(
    grammars,
    [
      seer((seen) => {
        value = seen;
      }),
    ],
    { exhaustive },
  );
  const memory = new CountingFiles({ ...files, [path]: text });
  const workspace = new Workspace({
    files: memory,
    clock: { now: () => 0 },
    logger: {
      info: () => {},
      warn: () => {},
      error: (message) => {
        throw new Error(message);
      },
    },
  });
  const { findings, restsOn = [] } = await engine.scan({ kind: 'text', path, text }, workspace, { explain: true });
  engine.dispose();
  assert.ok(findings.length > 0, 'nothing was reported');
  return { value, finding: findings.at(-1)!, reads: memory.reads, restsOn };
}

export const explained = (finding: LocatedFinding): string[] => (finding.reasons ?? []).map(sentenceOf);
export const textOf = ({ value }: Seen): string | undefined => (value?.kind === 'string' ? value.value : undefined);
export const ID = 'MODEL_ID = "org/model"\n';

import { DEFAULT_POLICY, type Policy } from '../../src/core/policy';
import type { Edit, Finding, Fix } from '../../src/core/finding';
import type { Rule } from '../../src/core/rule';
import { knownProject } from './known-project';
import type { Project } from '../../src/core/question';
import { Judge } from '../../src/scan/judge';
import { factsOf } from './grammars';

export interface Answers {
  readonly path?: string;
  readonly policy?: Partial<Policy>;
  readonly texts?: Readonly<Record<string, string>>;
  readonly hashes?: Readonly<Record<string, string>>;
  readonly versions?: Readonly<Record<string, string>>;
  readonly commits?: Readonly<Record<string, string>>;
  readonly commitSource?: string;
}

/** Judges Python text with some rules; what the project knows is given. A rule that throws fails the test. */
export async function judge(text: string, rules: readonly Rule[], answers: Answers = {}): Promise<readonly Finding[]> {
  const facts = await factsOf(text);
  const failures: string[] = [];
  const logger = { info: () => undefined, warn: () => undefined, error: (message: string) => failures.push(message) };
  const { findings } = new Judge(rules, logger).judgeFacts(
    facts,
    [{ index: 0, range: { start: 0, end: text.length } }],
    {
      path: answers.path ?? 'train.py',
      notebook: false,
      policy: { ...DEFAULT_POLICY, ...answers.policy },
      project: projectOf(answers),
    },
  );
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return [...findings].sort((a, b) => a.range.start - b.range.start);
}

/** What a fix makes of the text; edits of other files are left out. */
export function applyFix(text: string, fix: Fix): string {
  return fix.edits
    .filter((edit) => edit.path === undefined)
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((result, edit) => applyEdit(result, edit), text);
}

export const applyEdit = (text: string, edit: Edit): string =>
  text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);

const projectOf = (answers: Answers): Project =>
  knownProject({
    text: (path) => answers.texts?.[path!] ?? null,
    sha256: (path) => answers.hashes?.[path!] ?? null,
    version: (distribution) =>
      answers.versions?.[distribution!]
        ? { version: answers.versions[distribution!], source: 'requirements.txt' }
        : null,
    'hub-commit': (repoType, id, revision) => {
      const commit = answers.commits?.[`${repoType} ${id} ${revision}`];
      return commit ? { commit, source: answers.commitSource ?? 'the local hub cache' } : null;
    },
  });

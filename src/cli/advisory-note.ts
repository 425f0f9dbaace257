import type { AdvisoryState } from '../core/advisory';
import type { FileResult } from '../core/finding';
import { advisoryState } from '../project/questions/advisories';
import { documentKindOf } from '../readers/documents';
import { neededOf, openProject } from './session';
import type { Terminal } from './terminal';

/** Kinds of documents from which people expect to be told of vulnerable packages. */
const MANIFESTS: ReadonlySet<string> = new Set(['requirements', 'pyproject', 'setup-cfg', 'pipfile', 'pixi', 'tox']);

/** What a report about requirements has to say of vulnerabilities, so that none found does not mean none there. */
export async function advisoryLines(results: readonly FileResult[], terminal: Terminal): Promise<readonly string[]> {
  if (!results.some(({ path }) => MANIFESTS.has(documentKindOf(path) ?? ''))) return [];
  const { env, cwd } = terminal;
  const workspace = openProject(
    cwd,
    { rules: [], policies: {}, online: false, env: neededOf(env) },
    { warn: () => undefined, asks: () => undefined },
  );
  return [lineOf(await workspace.answer(advisoryState, advisoryState.key('')))].flatMap((line) => line ?? []);
}

function lineOf(state: AdvisoryState | 'broken' | null): string | null {
  if (state === null) return 'note: known vulnerabilities: not checked (no advisory database)';
  if (state === 'broken') return 'note: known vulnerabilities: not checked (the advisory database cannot be read)';
  const date = state.asOf?.slice(0, 10) ?? 'an unknown date';
  return state.old ? `note: known vulnerabilities: checked against advisories of ${date}, more than 30 days old` : null;
}

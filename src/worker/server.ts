import { isShowable } from '../analysis/secrets/redaction';
import { fetchHubCommit } from '../remote/hub';
import { RULES } from '../rules/index';
import { Engine } from '../scan/engine';
import { ResultCache } from '../scan/result-cache';
import { Workspace } from '../project/workspace';
import { DEFAULT_HUB, isHubCommit } from '../project/questions/hub-commit';
import { includes, policyNotes } from '../project/questions/policy';
import { Channel } from './channel';
import { describe } from './describe';
import { scanFolder } from './folder-scan';
import { filesOf, httpOf, loggerOf, type HostChannel } from './outside';
import type { Folder, HostCalls, Port, RuleSummary, WorkerCalls } from './protocol';
import { sbomOf } from './sbom';
import { placeSuppression } from './suppression-place';

interface Opened {
  readonly folder: Folder;
  readonly workspace: Workspace;
  /** Judgements of files on disk, for scans of the whole folder. A folder whose settings change is opened anew, and so is this. */
  readonly cache: ResultCache;
}

/** Answers a host's calls at `port` until the host calls `dispose`. Knows no platform: a thread, a web worker or the host's own thread runs it. Gives the way back to the host. */
export function serve(port: Port): HostChannel {
  const folders = new Map<string, Opened>();
  let engine: Promise<Engine> | null = null;

  const started = (): Promise<Engine> =>
    engine ?? Promise.reject(new Error('The scan worker was asked before it was started.'));
  const opened = (id: string): Opened => {
    const found = folders.get(id);
    if (!found) throw new Error('The scan worker was asked about a folder that is not open.');
    return found;
  };

  const host: HostChannel = new Channel<HostCalls, WorkerCalls>(port, {
    async start(grammars) {
      engine ??= Engine.create(grammars);
      await engine;
      return null;
    },
    open(folder) {
      folders.set(folder.id, { folder, workspace: workspaceAt(host, folder), cache: new ResultCache() });
      return null;
    },
    close({ folder }) {
      folders.delete(folder);
      return null;
    },
    async scan({ folder, input }) {
      const { workspace } = opened(folder);
      if (!(await includes(input.path, workspace)))
        return { path: input.path, bytes: 0, findings: [], notes: [], suppressed: 0 };
      const [outcome, notes] = [
        await (await started()).scan(input, workspace),
        await policyNotes(input.path, workspace),
      ];
      return notes.length === 0 ? outcome : { ...outcome, notes: [...outcome.notes, ...notes] };
    },
    async scanFolder({ folder, paths }, turn) {
      const { workspace, cache } = opened(folder);
      if (paths === null) workspace.invalidate(); // asked for by the user: every file and every answer is looked at anew
      return scanFolder(await started(), workspace, cache, paths, turn);
    },
    async sbom({ folder, name, version }, turn) {
      const { workspace } = opened(folder);
      workspace.invalidate();
      return sbomOf(await started(), workspace, name, version, turn);
    },
    async describe({ folder, input, cell, line, column }) {
      return describe(await started(), opened(folder).workspace, input, { cell, line, column });
    },
    async suppress({ folder, ...wanted }) {
      const { program } = await (await started()).read(wanted.input, opened(folder).workspace);
      return placeSuppression(wanted, program);
    },
    async lookUp({ folder: id, question }) {
      const { folder, workspace } = opened(id);
      if (!folder.http) return 'Look-ups on the network are off.';
      if (!isHubCommit(question)) return 'Only commits of the model hub can be looked up.';
      if (!isShowable(question.id, 'identifier')) return 'This looks like a key, so it is not sent to the model hub.';
      const endpoint = folder.hubEndpoint ?? DEFAULT_HUB;
      const answer = await fetchHubCommit(httpOf(host), endpoint, question.repoType, question.id, question.revision);
      if (!('commit' in answer)) return answer.problem;
      workspace.learn(question, { commit: answer.commit, source: new URL(endpoint).host });
      return null;
    },
    rules: () => RULES.map(summaryOf),
    invalidate({ folder, path }) {
      folders.get(folder)?.workspace.invalidate(path ?? undefined);
      return null;
    },
    async release({ session }) {
      (await started()).release(session);
      return null;
    },
    async dispose() {
      (await engine)?.dispose();
      engine = null;
      folders.clear();
      return null;
    },
  });
  return host;
}

/** Without the network: a scan that follows the keys never sends a name anywhere. Only `lookUp` does, when the user asks. */
function workspaceAt(host: HostChannel, folder: Folder): Workspace {
  return new Workspace({
    files: filesOf(host, folder.id, 'files'),
    hubCache: folder.hubCache ? filesOf(host, folder.id, 'hubCache') : undefined,
    environment: folder.environment ? filesOf(host, folder.id, 'environment') : undefined,
    hubEndpoint: folder.hubEndpoint,
    overrides: folder.overrides,
    rules: RULES.map(({ id }) => id),
    clock: { now: () => Date.now() },
    logger: loggerOf(host),
  });
}

const summaryOf = ({ id, title, category, severity, cwe, owasp, docs }: (typeof RULES)[number]): RuleSummary => ({
  id,
  title,
  category,
  severity,
  cwe,
  owasp,
  docs,
});

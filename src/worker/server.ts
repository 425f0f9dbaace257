import { isShowable } from '../analysis/secrets/redaction';
import { owaspReference } from '../core/references';
import type { AdvisoryHost, Cryptography } from '../core/host';
import { RULES } from '../rules/index';
import { ResultCache } from '../scan/result-cache';
import type { Workspace } from '../project/workspace';
import { DEFAULT_HUB } from '../project/questions/hub-commit';
import { advisoryState, QUESTIONS } from '../project/questions/index';
import { openWorkspace, Session } from '../session/session';
import { advisoryIndexOf } from '../session/advisory-places';
import { Channel } from './channel';
import { dependenciesOf } from '../session/dependencies';
import { describe } from '../session/description';
import { baselineOf, scanFolder } from '../session/folder-scan';
import { filesOf, httpOf, loggerOf, type HostChannel } from './outside';
import type { Folder, HostCalls, Port, RuleSummary, WorkerCalls } from './protocol';
import type { Hasher } from '../session/model-inspection';
import { changePolicy } from '../session/policy-edit';
import { inlineVersions } from '../session/inline-versions';
import { sbomOf } from '../session/sbom';
import { placeSuppression } from '../session/suppression-place';

interface Opened {
  readonly folder: Folder;
  readonly workspace: Workspace;
  /** Judgements of files on disk, for scans of the whole folder. A folder whose settings change is opened anew, and so is this. */
  readonly cache: ResultCache;
}

/** Answers a host's calls at `port` until the host calls `dispose`. Knows no platform: a thread, a web worker or the host's own thread runs it. `inflate`, `hasher` (SHA-256) and `cryptography` where the platform has its own. Gives the way back to the host. */
export function serve(
  port: Port,
  inflate?: AdvisoryHost['inflate'],
  hasher?: () => Hasher,
  cryptography?: Cryptography,
): HostChannel {
  const folders = new Map<string, Opened>();
  let session: Promise<Session> | null = null;

  const started = (): Promise<Session> =>
    session ?? Promise.reject(new Error('The scan worker was asked before it was started.'));
  const opened = (id: string): Opened => {
    const found = folders.get(id);
    if (!found) throw new Error('The scan worker was asked about a folder that is not open.');
    return found;
  };

  const host: HostChannel = new Channel<HostCalls, WorkerCalls>(port, {
    async start(grammars) {
      session ??= Session.open({ grammars });
      await session;
      return null;
    },
    open(folder) {
      folders.set(folder.id, {
        folder,
        workspace: workspaceAt(host, folder, { inflate, cryptography }),
        cache: new ResultCache(),
      });
      return null;
    },
    close({ folder }) {
      folders.delete(folder);
      return null;
    },
    async scan({ folder, input }) {
      const { workspace } = opened(folder);
      return (await started()).scanDocument(input, workspace);
    },
    async scanFolder({ folder, ...wish }, turn) {
      const { workspace, cache } = opened(folder);
      // Asked for by the user: every file and every answer is looked at anew.
      if (wish.paths === null && wish.unaskedUpTo === undefined) workspace.invalidate();
      return scanFolder(await started(), workspace, cache, wish, turn);
    },
    async baseline({ folder }, turn) {
      const { workspace, cache } = opened(folder);
      workspace.invalidate();
      return baselineOf(await started(), workspace, cache, turn);
    },
    configure({ folder, path, change }) {
      return changePolicy(path, change, opened(folder).workspace);
    },
    async sbom({ folder, name, version, form = {} }, turn) {
      const { workspace } = opened(folder);
      workspace.invalidate();
      return sbomOf((await started()).engine, workspace, { ...form, name, toolVersion: version }, turn);
    },
    async report({ folder, version }, turn) {
      const { workspace, cache } = opened(folder);
      workspace.invalidate();
      const { reportPage } = await import('../session/pages');
      return reportPage(await started(), workspace, cache, { folder, version }, turn);
    },
    async dependencies({ folder, name }, turn) {
      const { workspace } = opened(folder);
      workspace.invalidate();
      return dependenciesOf((await started()).engine, workspace, { folder, name, nonce: randomName() }, turn);
    },
    async sbomPage({ text }) {
      const { printSbomPage } = await import('../session/pages');
      return { html: printSbomPage(text, { look: 'editor', nonce: randomName() }) };
    },
    async inspectModel({ folder, path }, turn) {
      const { files } = opened(folder).workspace.host;
      return (await import('../session/model-inspection')).inspectModel(files, path, turn);
    },
    async modelBytes({ folder, path, ...wanted }, turn) {
      const { files } = opened(folder).workspace.host;
      return (await import('../session/model-inspection')).modelBytes(files, path, wanted, turn);
    },
    async modelDigest({ folder, path }, turn) {
      const { files } = opened(folder).workspace.host;
      return (await import('../session/model-inspection')).modelDigest(files, path, hasher, turn);
    },
    async lockModel({ folder, path, ...file }) {
      const { files } = opened(folder).workspace.host;
      return (await import('../session/model-inspection')).lockWithFile(files, path, file);
    },
    async signedState({ folder, path }) {
      const { workspace } = opened(folder);
      workspace.invalidate(path);
      return (await import('../session/model-signing')).signedState(workspace, path);
    },
    async signingPlan({ folder, path }, { signal }) {
      const { files } = opened(folder).workspace.host;
      return (await import('../session/model-signing')).signingPlan(files, path, signal);
    },
    async signModel({ folder, path, name, ...wish }, turn) {
      const { files } = opened(folder).workspace.host;
      return (await import('../session/model-signing')).signedBundle(files, path, name, wish, cryptography, turn);
    },
    async modelOrigin({ folder, ...file }) {
      return (await import('../session/model-inspection')).modelOriginOf(opened(folder).workspace.host.files, file);
    },
    async compareModel({ folder: id, origin, sha256 }) {
      const { folder, workspace } = opened(id);
      if (!folder.http) return { kind: 'unknown', why: 'Look-ups on the network are off.' };
      const { compareWithHub } = await import('../session/model-inspection');
      return compareWithHub(httpOf(host), workspace.host.hubEndpoint ?? DEFAULT_HUB, origin, sha256);
    },
    async policyProblems({ path, text }) {
      return (await import('../session/policy-assistance')).problemsOf(path, text);
    },
    async policyCompletions({ path, text, offset }) {
      return (await import('../session/policy-assistance')).completionsAt(path, text, offset);
    },
    async policyHover({ path, text, offset }) {
      return (await import('../session/policy-assistance')).hoverAt(path, text, offset);
    },
    async describe({ folder, input, cell, line, column }) {
      return describe((await started()).engine, opened(folder).workspace, input, { cell, line, column });
    },
    async inlineVersions({ folder, input, lines }) {
      return inlineVersions((await started()).engine, opened(folder).workspace, input, lines);
    },
    async indexPlan({ folder, input }) {
      const { indexPlan } = await import('../session/newer-versions');
      return indexPlan((await started()).engine, opened(folder).workspace, input);
    },
    async askNewerVersions({ folder, input, agreed }, turn) {
      const { askNewerVersions } = await import('../session/newer-versions');
      const { workspace } = opened(folder);
      return askNewerVersions((await started()).engine, workspace, input, httpOf(host), agreed, turn);
    },
    async suppress({ folder, ...wanted }) {
      return placeSuppression(wanted, await (await started()).engine.read(wanted.input, opened(folder).workspace));
    },
    async lookUp({ folder: id, question, agreed }) {
      const { folder, workspace } = opened(id);
      if (!folder.http && agreed !== true) return 'Look-ups on the network are off.';
      const lookUp = QUESTIONS.get(question.kind)?.lookUp;
      if (!lookUp) return 'This is nothing that can be looked up.';
      if (!lookUp.names(question).every((name) => isShowable(name, 'identifier')))
        return 'This looks like a key, so it is not sent anywhere.';
      const outcome = await lookUp.ask(question, httpOf(host), workspace.host);
      if (!('answer' in outcome)) return outcome.problem;
      workspace.learn(question, outcome.answer);
      return null;
    },
    advisories({ folder }) {
      const { workspace } = opened(folder);
      return workspace.answer(advisoryState, advisoryState.key(''));
    },
    async checkAdvisories({ bytes }) {
      if (!inflate) return null;
      const { AdvisoryDatabase } = await import('../readers/advisories/index');
      const read = (from: number, to: number) => Promise.resolve(bytes.subarray(from, to));
      const archive = { path: '', size: bytes.length, read, inflate };
      const database = await AdvisoryDatabase.open(archive, true);
      if (database === null) return null;
      const { records, asOf } = database.state;
      return { records, asOf, index: database.printed };
    },
    rules: () => RULES.map(summaryOf),
    invalidate({ folder, path }) {
      folders.get(folder)?.workspace.invalidate(path ?? undefined);
      return null;
    },
    async release({ session: document }) {
      (await started()).engine.release(document);
      return null;
    },
    async dispose() {
      (await session)?.dispose();
      session = null;
      folders.clear();
      return null;
    },
  });
  return host;
}

/** Without the network: a scan that follows the keys never sends a name anywhere. Only `lookUp` does, when the user asks. */
function workspaceAt(
  host: HostChannel,
  folder: Folder,
  {
    inflate,
    cryptography,
  }: { readonly inflate?: AdvisoryHost['inflate'] | undefined; readonly cryptography?: Cryptography | undefined },
): Workspace {
  return openWorkspace({
    files: filesOf(host, folder.id, 'files', folder.wholeOnly),
    hubCache: folder.hubCache ? filesOf(host, folder.id, 'hubCache', folder.wholeOnly) : undefined,
    environment: folder.environment
      ? { files: filesOf(host, folder.id, 'environment'), ...(folder.environment !== true && folder.environment) }
      : undefined,
    git: folder.git ? { ...folder.git, files: filesOf(host, folder.id, 'machine') } : undefined,
    advisories: folder.advisories && inflate ? advisoryHost(host, folder.id, folder.advisories, inflate) : undefined,
    hubEndpoint: folder.hubEndpoint,
    packages: {
      osv: null,
      indexes: () => Promise.resolve(folder.indexes ?? []),
      login: () => Promise.resolve(null),
    },
    cryptography,
    overrides: folder.overrides,
    clock: { now: () => Date.now() },
    logger: loggerOf(host),
  });
}

const advisoryHost = (
  host: HostChannel,
  folder: string,
  paths: readonly string[],
  inflate: AdvisoryHost['inflate'],
): AdvisoryHost => ({
  files: filesOf(host, folder, 'machine'),
  paths,
  index: advisoryIndexOf(paths[0] ?? ''),
  inflate,
});

/** What nobody can guess: a page runs the script of this name, and no other. */
const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const summaryOf = ({ id, title, category, severity, cwe, owasp, docs }: (typeof RULES)[number]): RuleSummary => ({
  id,
  title,
  category,
  severity,
  cwe,
  owasp: owasp && owaspReference(owasp).name,
  docs,
});

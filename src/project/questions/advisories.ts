import type { AdvisoryAnswer, AdvisoryState } from '../../core/advisory';
import type { AdvisoryHost, HttpClient } from '../../core/host';
import { defineQuestion, type Question } from '../../core/question';
import type { WorkspaceHost } from '../../core/workspace-host';
import { OsvAsker } from '../osv-asker';
import type { AdvisoryDatabase } from '../../readers/advisories/index';

/** Where OSV is, when nobody says otherwise. */
export const DEFAULT_OSV = 'https://api.osv.dev';

interface AdvisoryQuestion extends Question {
  /** PEP 503 name. */
  readonly distribution: string;
  /** Empty: what holds for every version there is. */
  readonly version: string;
}

const UNCHECKED: AdvisoryAnswer = { checked: false, vulnerabilities: [], safe: null };

/** Milliseconds after which a dump lacks what people should know. */
const OLD = 30 * 24 * 60 * 60 * 1000;

/** What advisories say of a distribution in one version: OSV, where the user opted in to asking it, else the machine's dump. */
export const advisories = defineQuestion({
  kind: 'advisories',
  key: (_path, distribution: string, version: string): AdvisoryQuestion => ({
    kind: 'advisories',
    distribution,
    version,
  }),
  async find({ distribution, version }, { host }): Promise<AdvisoryAnswer> {
    const asked = await askerFor(host)?.answer(distribution, version === '' ? null : version);
    if (asked?.checked) return asked;
    const database = (await openedFor(host.advisories))?.database;
    return database ? database.answer(distribution, version === '' ? null : version) : UNCHECKED;
  },
  nothing: UNCHECKED,
  // What lies in the project says nothing about what its packages are.
  forgottenWhen: (path) => path === null,
});

/** Which advisories are used: null where there are none, `broken` where a dump cannot be read. To be asked before any package is. */
export const advisoryState = defineQuestion({
  kind: 'advisory-state',
  key: (): Question => ({ kind: 'advisory-state' }),
  async find(_question, { host }): Promise<AdvisoryState | 'broken' | null> {
    const { packages, clock } = host;
    if (askerFor(host) !== null)
      return {
        path: new URL(packages!.osv!).host,
        asOf: new Date(clock.now()).toISOString(),
        records: 0,
        unread: 0,
        old: false,
      };
    const opened = await openedFor(host.advisories);
    if (opened === null || opened.database === null) return opened && 'broken';
    const { state } = opened.database;
    const changed = Date.parse(state.asOf ?? '');
    return { ...state, old: !(host.clock.now() - changed <= OLD) };
  },
  nothing: null,
  conclude: (_question, { host }) =>
    host.advisories === undefined && askerFor(host) === null ? { answer: null, kept: true, counts: false } : undefined,
  forgottenWhen: (path) => path === null,
});

/** Null where OSV may not be asked. */
function askerFor({ http, packages, logger }: WorkspaceHost): OsvAsker | null {
  if (http === undefined || packages == null || packages.osv === null) return null;
  let asker = askers.get(http);
  if (!asker) askers.set(http, (asker = new OsvAsker(http, packages.osv, (problem) => logger.warn(problem))));
  return asker;
}

/** One for all that is asked over one client. */
const askers = new WeakMap<HttpClient, OsvAsker>();

interface Opened {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  readonly database: AdvisoryDatabase | null;
}

/** One for all folders that have the same host. */
const known = new WeakMap<AdvisoryHost, Promise<Opened | null>>();

/** The dump that was written last, opened once as long as it stays the same; null where there is none. */
async function openedFor(host: AdvisoryHost | undefined): Promise<Opened | null> {
  if (host === undefined) return null;
  const before = known.get(host);
  if (before !== undefined) {
    const last = await before;
    if (last !== null && (await isSame(host, last))) return last;
    const meanwhile = known.get(host);
    if (meanwhile !== undefined && meanwhile !== before) return meanwhile;
  }
  const opening = openLast(host);
  known.set(host, opening);
  return opening;
}

async function isSame({ files }: AdvisoryHost, { path, size, modified }: Opened): Promise<boolean> {
  const stat = await files.stat(path);
  return stat?.size === size && stat.modified === modified;
}

async function openLast(host: AdvisoryHost): Promise<Opened | null> {
  const { files, paths, index: kept, inflate } = host;
  let last: Omit<Opened, 'database'> | null = null;
  for (const path of paths) {
    const stat = await files.stat(path);
    if (stat?.kind === 'file' && (last === null || stat.modified > last.modified))
      last = { path, size: stat.size, modified: stat.modified };
  }
  if (last === null) return null;
  const { path, size } = last;
  const { AdvisoryDatabase, LARGEST_INDEX } = await import('../../readers/advisories/index');
  const read = (start: number, end: number) => files.read(path, { start, end });
  const index = async (): Promise<Uint8Array | null> => {
    const stat = kept === undefined ? null : await files.stat(kept);
    return stat?.kind === 'file' && stat.size <= LARGEST_INDEX ? files.read(kept!) : null;
  };
  const database = await AdvisoryDatabase.open({ path, size, read, inflate, index });
  if (database?.printed) host.keepIndex?.(database.printed);
  return { ...last, database };
}

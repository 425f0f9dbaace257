import { statSync } from 'node:fs';
import { readableName } from '../core/file-name';
import type { AdvisoryState } from '../core/advisory';
import { advisoryState } from '../project/questions/advisories';
import { AdvisoryDatabase } from '../readers/advisories/index';
import { ADVISORY_DUMP, fetchAdvisoryDump } from '../remote/advisory-dump';
import { advisoryIndexOf, ownAdvisoryPlace } from '../session/advisory-places';
import { inflateRaw } from '../worker/node-inflate';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { NodeHttp } from './node-http';
import { proxiesOf } from './proxy';
import { writeOwn } from './own-files';
import { neededOf, openProject } from './session';
import { machineOf } from './surroundings';
import type { Terminal } from './terminal';

/** `touchstone advisories status`: which dump is used, where it lies and how old it is. */
export async function advisoriesStatus({ terminal }: Surroundings): Outcome {
  const env = neededOf(terminal.env);
  const workspace = openProject(
    terminal.cwd,
    { rules: [], policies: {}, online: false, env },
    { warn: (message) => terminal.say(`touchstone: ${message}`), asks: () => undefined },
  );
  const state = await workspace.answer(advisoryState, advisoryState.key(''));
  if (state === 'broken')
    throw new Failure(
      'not checked: the advisory database cannot be read; `touchstone advisories update --online` replaces it',
    );
  await terminal.print(state === null ? NONE : told(state));
  return 0;
}

const NONE =
  'not checked: there is no advisory database on this machine\n`touchstone advisories update --online` downloads one\n';

const told = (state: AdvisoryState): string =>
  [
    `advisory database: ${readableName(state.path)}`,
    `downloaded: ${new Date(statSync(state.path).mtimeMs).toISOString().slice(0, 10)}`,
    `records: ${state.records}, the newest of ${state.asOf?.slice(0, 10) ?? 'an unknown date'}`,
    ...(state.unread > 0 ? [`not read: ${state.unread} that are broken or too large`] : []),
    ...(state.old ? ['more than 30 days old: `touchstone advisories update --online` downloads a new one'] : []),
    '',
  ].join('\n');

/** `touchstone advisories update`: downloads the dump, once, when the user says that this may be. */
export async function advisoriesUpdate(online: boolean, { terminal, signal }: Surroundings): Outcome {
  const url = new URL(terminal.env['TOUCHSTONE_ADVISORIES_URL'] || ADVISORY_DUMP);
  if (!online)
    throw new Failure(
      `this downloads ${url.href}, and ${url.host} learns this machine's address and nothing else; run it again with --online to do so`,
    );
  const progress = terminal.progress(`Downloading advisories from ${url.host}`);
  try {
    const http = new NodeHttp(() => undefined, { proxyFor: proxiesOf(terminal.env), signal });
    const answer = await fetchAdvisoryDump(http, url.href, {
      signal,
      progress: (bytes) => progress.update(`Downloading advisories from ${url.host}: ${(bytes / 1e6).toFixed(0)} MB`),
    });
    terminal.say(`touchstone: asked ${url.host} for ${url.pathname}`);
    if ('problem' in answer)
      throw new Failure(
        answer.missing
          ? `${url.host} has no advisories at ${url.pathname} (HTTP 404); TOUCHSTONE_ADVISORIES_URL names another place`
          : `no advisories were downloaded: ${answer.problem}`,
      );
    const bytes = answer.answer;
    const database = await AdvisoryDatabase.open(
      {
        path: url.href,
        size: bytes.length,
        read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
        inflate: inflateRaw,
      },
      true,
    );
    if (database === null)
      throw new Failure(`${url.host} did not send a whole archive of advisories, so nothing was kept; try again later`);
    progress.stop();
    await keep(bytes, database, terminal);
  } finally {
    progress.stop();
  }
  return 0;
}

async function keep(
  bytes: Uint8Array,
  { state: { records, asOf }, printed }: AdvisoryDatabase,
  terminal: Terminal,
): Promise<void> {
  const file = ownAdvisoryPlace(machineOf(terminal.env));
  if (!writeOwn(file, bytes)) throw new Failure(`${file} cannot be written, so nothing was kept`);
  if (printed !== null) writeOwn(advisoryIndexOf(file), printed);
  await terminal.print(
    `wrote ${readableName(file)}: ${records} records, the newest of ${asOf?.slice(0, 10) ?? 'an unknown date'}\n`,
  );
}

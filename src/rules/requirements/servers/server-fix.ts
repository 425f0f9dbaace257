import { fromSource, shortened } from '../../../analysis/secrets/shortened';
import type { Fix } from '../../../core/finding';
import type { ConfigContext } from '../../../core/rule';
import type { Fetched } from '../../../analysis/commands/tool-servers';
import { fileText } from '../../../project/questions/file-text';
import { locksNear } from '../../../project/questions/locks';
import { lockNameOf, resolveVersion } from '../../../readers/locks/index';
import type { OpenPackage } from './package-specs';

/** Pins a server to the version that a lock of the project has, or that is installed; nothing where neither knows it. */
export function serverFixes(
  { kind, package: { text, range } }: Fetched,
  open: OpenPackage,
  context: ConfigContext,
): Fix[] {
  const { bare, name } = open;
  if (bare === null || range.end - range.start !== text.length) return [];
  const known = kind === 'npm' ? npmVersion(name, context) : pythonVersion(name, context);
  if (known === null) return [];
  const sign = kind === 'npm' ? '@' : '==';
  return [
    {
      title: fromSource(`Pin to ${shortened(known.version, 16)}`, known.source),
      // The lock may be there for something else than this server.
      safety: 'unsafe',
      edits: [{ range: { start: range.start + bare.length, end: range.end }, text: `${sign}${known.version}` }],
    },
  ];
}

type Known = { readonly version: string; readonly source: string } | null;

function pythonVersion(name: string, { project }: ConfigContext): Known {
  const locks = (project.ask(locksNear) ?? []).filter(({ elsewhere }) => !elsewhere?.includes(name));
  const found = resolveVersion(locks, name);
  const lock = locks.find(({ packages }) => packages.some((item) => item.name === name));
  return found && lock && lock.packages.every((item) => item.name !== name || item.index === undefined)
    ? { version: found.version, source: lockNameOf(lock) }
    : null;
}

/** Of `package-lock.json`, or of what is installed. Source: npm, package-lock.json. */
function npmVersion(name: string, { project }: ConfigContext): Known {
  const lock = project.ask(fileText, 'package-lock.json');
  const locked =
    lock == null ? null : versionIn(lock, (root) => tableOf(tableOf(root.packages)?.[`node_modules/${name}`]));
  if (locked !== null) return { version: locked, source: 'package-lock.json' };
  const installed = project.ask(fileText, `node_modules/${name}/package.json`);
  const version = installed == null ? null : versionIn(installed, (root) => root);
  return version === null ? null : { version, source: 'node_modules' };
}

type Table = Readonly<Record<string, unknown>>;

const tableOf = (value: unknown): Table | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : null;

function versionIn(text: string, pick: (root: Table) => Table | null): string | null {
  try {
    const root = tableOf(JSON.parse(text));
    const version = root && pick(root)?.version;
    return typeof version === 'string' && /^\d+\.\d+\.\d+[\w.+-]*$/.test(version) ? version : null;
  } catch {
    return null; // a broken lock says nothing
  }
}

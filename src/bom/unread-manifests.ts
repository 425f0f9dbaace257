import { parse } from 'smol-toml';
import type { LockFacts, RequirementsFacts } from '../core/requirement-facts';
import { directoryOf } from '../project/paths';

/** Locks that hold all that a project asks for. */
const PROJECT_LOCKS: readonly LockFacts['kind'][] = ['uv', 'poetry', 'pdm', 'pylock'];
const MANIFEST = /^(?:pyproject\.toml|setup\.py)$/u;

/** Whether a file is a manifest that may ask for packages by what it does when it is built. */
export const isUnreadManifest = (path: string): boolean => MANIFEST.test(nameOf(path));

/**
 * Why packages of a manifest may be missing from the inventory; null where nothing of it is. `text` is null when it cannot be read;
 * `read`: what the manifests of the project were read into.
 */
export function missingFrom(
  path: string,
  text: string | null,
  locks: readonly LockFacts[],
  read: readonly RequirementsFacts[],
): string | null {
  if (!isUnreadManifest(path)) return null;
  const folder = directoryOf(path);
  if (locks.some(({ kind, path: lock }) => PROJECT_LOCKS.includes(kind) && directoryOf(lock) === folder)) return null;
  if (nameOf(path) === 'setup.py') {
    // Nobody runs it, so only a call with nothing in it is known to name nothing.
    const names = text === null || /require/iu.test(text) || !/\bsetup\(\s*\)/u.test(text);
    return names && !read.some((facts) => facts.path === path) ? NOT_READ : null;
  }
  const isMade = text === null || makesPackages(text);
  const others = ['setup.py', 'setup.cfg'].map((name) => `${folder}${name}`);
  const isSaid = read.some(
    (facts) =>
      others.includes(facts.path) ||
      (facts.path === path && facts.entries.some((entry) => entry.kind === 'option' && entry.name === '--requirement')),
  );
  return isMade && !isSaid ? MADE : null;
}

const NOT_READ = 'not read: packages that only this file names are not listed';
const MADE = 'its dependencies are made when it is built: packages that only then are named are not listed';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether `[project]` leaves its dependencies to the build (PEP 621, `dynamic`). Of a broken file nobody can tell. */
function makesPackages(text: string): boolean {
  let document: unknown;
  try {
    document = parse(text.replace(/^\ufeff/u, ''));
  } catch {
    return false; // that the file is broken is said where it is read
  }
  const project = memberOf(document, 'project');
  const dynamic = memberOf(project, 'dynamic');
  return Array.isArray(dynamic) && dynamic.some((each) => each === 'dependencies' || each === 'optional-dependencies');
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

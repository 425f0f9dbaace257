// What must be there before anything else runs: a Node that is new enough, and the packages of package-lock.json.
// Only Node's own modules, since this runs on a fresh clone.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, megabytes, npm, seconds, sizeOf } from './terminal.mjs';

const OLDEST_NODE = [20, 19];

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Failure(`Node.js ${version} is too old: install ${OLDEST_NODE.join('.')} or newer`);
}

/**
 * Installs the packages when node_modules is missing or is not what package-lock.json says.
 * @returns {boolean} whether anything was installed
 */
export function ensurePackages(repository, say = console.log) {
  const stale = staleness(repository);
  if (!stale) return false;
  const started = Date.now();
  say(`installing packages with npm ci (${stale})`);
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: repository });
  say(`installed in ${seconds(started)}, ${megabytes(sizeOf(path.join(repository, 'node_modules')))}`);
  return true;
}

/**
 * Why node_modules is not what the lock file says, or undefined when it is. npm keeps its own record of what it
 * installed, so this is right whichever npm command ran last, and says nothing new after an edit that changes nothing.
 */
function staleness(repository) {
  const wanted = packagesIn(path.join(repository, 'package-lock.json'));
  if (!wanted) throw new Failure('package-lock.json is missing or not JSON: restore it from git');
  const there = packagesIn(path.join(repository, 'node_modules/.package-lock.json'));
  if (!there) return 'node_modules is not there yet';
  for (const [name, { version, optional, devOptional }] of Object.entries(wanted)) {
    if (name === '' || there[name]?.version === version) continue;
    if (!there[name] && (optional || devOptional)) continue; // for another platform
    return `${name.replace(/^.*node_modules\//, '')} is ${there[name]?.version ?? 'missing'}, not ${version}`;
  }
  return undefined;
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

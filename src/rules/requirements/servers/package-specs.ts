import { MappedText } from '../../../core/mapped-text';
import type { Fetched } from '../../../analysis/commands/tool-servers';
import { normalizeName } from '../../../readers/requirements/requirements';
import { readRequirement } from '../../../readers/requirements/requirements-grammar';
import { movingImage } from '../images/image-names';

/** What is fetched without one version being named. */
export interface OpenPackage {
  /** What moves: a package's newest release, the tag of an image, or what an address has. */
  readonly moves: 'release' | 'tag' | 'address';
  /** As people call it; of Python in the spelling of the index (PEP 503). */
  readonly name: string;
  /** The package without its version, as it stands there: what a version is put behind. Null where none can be. */
  readonly bare: string | null;
}

const VARIABLE = /[${}%]|^<|<[A-Za-z]/;
/** A version as npm takes one alone. Source: semver.org; npm, package.json, dependencies. */
const NPM_EXACT = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
const COMMIT = /^[0-9a-f]{40}$/i;

/** A package of which the next start may bring another version; null for a pinned one, for a place of this machine, and where nobody knows. */
export function openPackage({ kind, package: { text } }: Fetched): OpenPackage | null {
  if (VARIABLE.test(text) || /^(?:\.{0,2}\/|~|[A-Za-z]:[\\/]|file:)/.test(text) || text === '') return null;
  if (kind === 'image') return movingImage(text) && { moves: 'tag', name: text, bare: null };
  return kind === 'npm' ? openNpm(text) : openPython(text);
}

/** `@scope/name@1.2.3`, `name@latest`, `github:owner/name#commit`. */
function openNpm(text: string): OpenPackage | null {
  if (isFixedArchive(text)) return null;
  if (/^(?:git\+|git:|github:|gitlab:|https?:)|^[\w.-]+\/[\w.-]+(?:#|$)/.test(text))
    return COMMIT.test(text.split('#')[1] ?? '') ? null : { moves: 'address', name: lastPart(text), bare: null };
  const [, name, version] = /^((?:@[\w.~-]+\/)?[\w.~-]+)(?:@(.*))?$/.exec(text) ?? [];
  if (name === undefined) return null;
  return version !== undefined && NPM_EXACT.test(version) ? null : { moves: 'release', name, bare: name };
}

/** `name`, `name[extra]>=1`, `name@1.2` of uvx, `git+https://…`. */
function openPython(text: string): OpenPackage | null {
  const [, called, at] = /^([A-Za-z0-9][\w.-]*(?:\[[\w.,\s-]*\])?)@([\w.+!-]+)$/.exec(text) ?? [];
  if (called !== undefined)
    return /^\d/.test(at!) ? null : { moves: 'release', name: normalizeName(called.replace(/\[.*/, '')), bare: called };
  const read = readRequirement(MappedText.of(text));
  if (typeof read === 'string' || read.reference?.kind === 'path') return null;
  const { reference, name } = read;
  if (reference !== null) {
    if (reference.kind === 'url' && (reference.fragment.sha256 || isFixedArchive(reference.text))) return null;
    return reference.kind === 'vcs' && COMMIT.test(reference.revision ?? '')
      ? null
      : { moves: 'address', name: name ?? reference.text.replace(/^.*\//, '').replace(/@.*$/, ''), bare: null };
  }
  if (name === null || read.specifiers.some(({ operator, version }) => isExact(operator, version))) return null;
  const end = read.extrasRange?.end ?? read.nameRange!.end;
  return { moves: 'release', name: normalizeName(name), bare: text.slice(0, end) };
}

/** An archive, on this machine or at an address, whose name has its version: another start brings no other. */
const isFixedArchive = (text: string): boolean =>
  /^[^/@][^:]*\.t(?:ar\.)?gz$|\d\.\d[^/?#]*\.(?:t(?:ar\.)?gz|whl|zip)(?:[?#]|$)/.test(text);

/** The last part of an address: what stands before it may let somebody in. */
const lastPart = (text: string): string => text.split('#')[0]!.replace(/\/+$/, '').replace(/^.*\//s, '');

const isExact = (operator: string, version: string): boolean =>
  operator === '===' || (operator === '==' && !version.includes('*'));

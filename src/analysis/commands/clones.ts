import type { CommandedFacts } from '../../core/command-facts';
import type { Range } from '../../core/range';
import type { ShellCommand, ShellWord } from '../../readers/shell/shell-command';
import { expanded } from './variables';

/** A `git clone` of a repository that is somewhere else. */
export interface Clone {
  readonly url: string;
  readonly host: string;
  /** Owner of the repository, where the host has them. */
  readonly owner: string | null;
  /** `owner/repository`, or the address. */
  readonly name: string;
  /** The last name of the folder that it makes. */
  readonly folder: string;
  /** `--branch`, which may be a tag too. */
  readonly ref: string | null;
  /** `--revision=<commit>`. */
  readonly pinned: boolean;
  /** Where the address stands. */
  readonly range: Range;
}

const VALUED =
  /^(?:-[bojcu]|--(?:branch|depth|origin|upload-pack|template|reference(?:-if-able)?|config|filter|jobs|separate-git-dir|shallow-since|shallow-exclude|server-option|revision|bundle-uri))$/;

/** What is written behind `clone`. */
export interface CloneCommand {
  /** Its variables put in, as far as they are known. */
  readonly url: string;
  /** The folder that is named. */
  readonly target: string | null;
  readonly ref: string | null;
  readonly pinned: boolean;
  /** Where the address stands. */
  readonly range: Range;
}

/** The arguments of `git clone`, `git lfs clone` or `gh repo clone`; null for another command. */
export function cloneCommandOf(command: ShellCommand, facts: CommandedFacts): CloneCommand | null {
  const { words } = command;
  const at = words.findIndex(({ text }) => text === 'clone');
  if (at < 1 || !(command.name === 'git' || (command.name === 'gh' && words[1]?.text === 'repo'))) return null;
  const { operands, ref, pinned } = readArguments(words.slice(at + 1));
  const [address, target] = operands;
  if (!address) return null;
  const written = expanded(address, facts);
  const url = command.name === 'gh' && /^[\w.-]+\/[\w.-]+$/.test(written) ? `https://github.com/${written}` : written;
  return { url, target: target?.text ?? null, ref, pinned, range: address.range };
}

/** What a command clones; null for another command, this machine, or an address that is not known. */
export function cloneOf(command: ShellCommand, facts: CommandedFacts): Clone | null {
  const clone = cloneCommandOf(command, facts);
  const repository = clone && repositoryAt(clone.url);
  return (
    repository && {
      url: clone.url,
      host: repository.host,
      owner: repository.owner,
      name: repository.name,
      folder: clone.target === null ? repository.folder : folderNameOf(clone.target),
      ref: clone.ref,
      pinned: clone.pinned,
      range: clone.range,
    }
  );
}

/** The words after `clone`: its operands, and what its options say of the state that is meant. */
function readArguments(words: readonly ShellWord[]): Pick<Clone, 'ref' | 'pinned'> & { operands: ShellWord[] } {
  const operands: ShellWord[] = [];
  let ref: string | null = null;
  let pinned = false;
  for (let i = 0; i < words.length; i++) {
    const { text, literal } = words[i]!;
    const option = /^(--branch|--revision|-b)(?:=(.*))?$/.exec(text);
    const value = option?.[2] ?? words[i + 1]?.text ?? '';
    if (option?.[1] === '--revision') pinned = /^[0-9a-f]{40,64}$/i.test(value) || /[{$]/.test(value);
    else if (option) ref = value;
    if (text === '--') continue;
    if (text.startsWith('-')) {
      if (VALUED.test(text)) i++;
    } else if (text !== '' || !literal) operands.push(words[i]!);
  }
  return { operands, ref: ref === '' ? null : ref, pinned };
}

const HTTP = /^(?:https?|git|ssh|git\+ssh):\/\/(?:[^/@\s]*@)?([\w.-]+)(?::\d+)?\/(?!\/)(\S+?)\/?$/i;
const SCP = /^[\w.-]+@([\w.-]+):(?!\/)(\S+?)\/?$/;

/** The repository behind an address; null for this machine, and where the address does not tell. */
function repositoryAt(url: string): Pick<Clone, 'host' | 'owner' | 'name' | 'folder'> | null {
  const short = SCP.exec(url);
  const parts = HTTP.exec(url) ?? short;
  if (!parts) return null;
  const host = parts[1]!.toLowerCase();
  const path = parts[2]!.replace(/\.git$/, '');
  const segments = path.split('/');
  if (/^(?:localhost|127\.)/.test(host) || /[{$]/.test(segments[0]!)) return null;
  // Over SSH with a key of one's own it is nearly always a repository of one's own.
  if (short && host !== 'github.com') return null;
  return {
    host,
    owner: segments.length > 1 ? segments[0]! : null,
    name: segments.length === 2 ? path : `${host}/${path}`,
    folder: segments.at(-1)!,
  };
}

/** The last name of the folder that is given; that of `.` is not known. */
function folderNameOf(given: string): string {
  const folder = given.replace(/\/+$/, '');
  return folder === '.' ? '' : folder.slice(folder.lastIndexOf('/') + 1);
}

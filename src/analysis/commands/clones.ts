import type { PythonFacts } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { ShellCommand } from '../../readers/shell/shell-command';
import { expanded } from './steps';

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

/** What `git clone`, `git lfs clone` or `gh repo clone` clones; null for another command, this machine, or an address that is not known. */
export function cloneOf(command: ShellCommand, facts: PythonFacts): Clone | null {
  const { words } = command;
  const at = words.findIndex(({ text }) => text === 'clone');
  if (at < 1 || !(command.name === 'git' || (command.name === 'gh' && words[1]?.text === 'repo'))) return null;
  const operands: (typeof words)[number][] = [];
  let ref: string | null = null;
  let pinned = false;
  for (let i = at + 1; i < words.length; i++) {
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
  const address = operands[0];
  if (!address) return null;
  let url = expanded(address, facts);
  if (command.name === 'gh' && /^[\w.-]+\/[\w.-]+$/.test(url)) url = `https://github.com/${url}`;
  const parts =
    /^(?:(?:https?|git|ssh|git\+ssh):\/\/(?:[^/@\s]*@)?([\w.-]+)(?::\d+)?\/|(?:[\w.-]+@)([\w.-]+):)(?!\/)(\S+?)\/?$/i.exec(
      url,
    );
  const host = (parts?.[1] ?? parts?.[2])?.toLowerCase();
  const path = parts?.[3]?.replace(/\.git$/, '');
  if (!parts || host === undefined || path === undefined || /^(?:localhost|127\.)/.test(host)) return null;
  const segments = path.split('/');
  const repository = segments[segments.length - 1]!;
  if (/[{$]/.test(segments[0]!)) return null;
  const given = operands[1]?.text.replace(/\/+$/, '');
  const folder = given === undefined ? repository : given === '.' ? '' : given.slice(given.lastIndexOf('/') + 1);
  // Over SSH with a key of one's own it is nearly always a repository of one's own.
  if (parts[2] !== undefined && host !== 'github.com') return null;
  return {
    url,
    host,
    owner: segments.length > 1 ? segments[0]! : null,
    name: segments.length === 2 ? path : `${host}/${path}`,
    folder,
    ref: ref === '' ? null : ref,
    pinned,
    range: address.range,
  };
}

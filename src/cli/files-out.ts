import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Failure } from './failure';
import { isWithin, realPathOf } from './node-files';
import { exact, native } from './native-path';
import { whenOfDisk } from './own-files';
import { reasonOf } from './reasons';
import { writeThrough, type Terminal } from './terminal';

/**
 * Replaces a regular file, or makes one, in one step, so that nobody ever sees half of it: a new file beside it, renamed over it,
 * with the mode and the owner of the old one. Through a symbolic link its target is written, and the link stays. A file that has several
 * names keeps them: it is written where it is, since a new one would leave the others with the old bytes. Throws a Failure
 * when that cannot be done, and for what exists and is no regular file; `named` is what people call it.
 */
export function replaceFile(file: string, bytes: Uint8Array, modeOfNew = 0o666, named = file): void {
  failing(named, () => {
    const found = statSync(native(file), { throwIfNoEntry: false });
    if (found && !found.isFile()) throw new Failure(`${named} cannot be written: ${kindOf(found)}`);
    if (found && found.nlink > 1) overwrite(file, bytes);
    else replaceRegular(targetOf(file), found, bytes, modeOfNew);
  });
}

/** As `replaceFile`, but what is no regular file is written to, and stays what it is: a device, a pipe, something that is open. */
export async function writeFile(
  file: string,
  bytes: Uint8Array,
  signal: AbortSignal,
  named: string = file,
): Promise<void> {
  const found = failing(named, () => statSync(native(file), { throwIfNoEntry: false }));
  if (!found || found.isDirectory() || (found.isFile() && !SYSTEM.test(file)))
    return replaceFile(file, bytes, undefined, named);
  const descriptor = await opened(file, found, signal);
  try {
    for (let at = 0; at < bytes.length;) {
      const written = failing(file, () => unlessBusy(() => writeSync(descriptor, bytes, at)));
      if (written === null) await pause(signal);
      else at += written;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Waits for a reader of a pipe, but not so that nothing else is heard meanwhile, as opening it plainly would. */
async function opened(file: string, found: Stats, signal: AbortSignal): Promise<number> {
  const flags = constants.O_WRONLY | (found.isFile() ? constants.O_TRUNC : (constants.O_NONBLOCK ?? 0));
  for (;;) {
    const descriptor = failing(file, () => unlessBusy(() => openSync(native(file), flags), found.isFIFO()));
    if (descriptor !== null) return descriptor;
    await pause(signal);
  }
}

/** Null for a pipe that nobody reads yet, or that is full. */
function unlessBusy<T>(run: () => T, unread = false): T | null {
  try {
    return run();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN' || (unread && code === 'ENXIO')) return null;
    throw error;
  }
}

/** Milliseconds between two looks at a pipe. */
const PAUSE = 20;

async function pause(signal: AbortSignal): Promise<void> {
  await setTimeout(PAUSE);
  signal.throwIfAborted();
}

function failing<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  }
}

const kindOf = (found: Stats): string => (found.isDirectory() ? 'it is a directory' : 'it is not a regular file');

/** Where names stand for what is open or for the machine, whatever they lead to. */
const SYSTEM = /^\/(?:dev|proc)\//;
const STANDARD_OUTPUT = /^\/(?:dev\/(?:stdout|fd\/1)|proc\/self\/fd\/1)$/;

/** Writes into the file itself. Its end is cut off last, so that a disk that is full leaves no less than there was. */
function overwrite(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(native(file), 'r+');
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at, at);
    ftruncateSync(descriptor, bytes.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function replaceRegular(place: string, found: Stats | undefined, bytes: Uint8Array, modeOfNew: number): void {
  const temporary = path.join(path.dirname(place), `.${path.basename(place)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeThrough(temporary, bytes, found ? found.mode & 0o777 : modeOfNew);
    if (found) keepOwner(temporary, found);
    renameSync(native(temporary), native(place));
  } catch (error) {
    rmSync(native(temporary), { force: true });
    throw error;
  }
}

/** Owner and mode of the file that is replaced; only the system's administrator can give a file away. */
function keepOwner(temporary: string, { uid, gid, mode }: Stats): void {
  const made = statSync(native(temporary));
  if (made.uid !== uid || made.gid !== gid) {
    try {
      chownSync(native(temporary), uid, gid);
    } catch (error) {
      whenOfDisk(error);
    }
  }
  chmodSync(native(temporary), mode & 0o7777); // after the owner, whose change takes bits away
}

/** Where a path leads, past every link; a link to nothing leads to the place of what it names. */
function targetOf(file: string): string {
  let at = file;
  for (let links = 0; links <= MAX_LINKS; links++) {
    const found = lstatSync(native(at), { throwIfNoEntry: false });
    if (!found?.isSymbolicLink()) return at;
    at = path.resolve(path.dirname(at), linkAt(at));
  }
  throw new Failure(`${file} cannot be written: its links form a loop`);
}

const MAX_LINKS = 40; // as Linux has it

const linkAt = (at: string): string => exact(readlinkSync(native(at)), () => readlinkSync(native(at), 'buffer'));

/** Whether nothing stands at a path of a project, and what is made there lies in the project. */
export function isVacant(root: string, file: string): boolean {
  try {
    const at = path.resolve(root, file);
    return (
      !lstatSync(native(at), { throwIfNoEntry: false }) && isWithin(realPathOf(root), realPathOf(path.dirname(at)))
    );
  } catch (error) {
    whenOfDisk(error);
    return false;
  }
}

/** Writes a report to a file, or to standard output when there is none or it is `-`. */
export async function writeOut(
  terminal: Terminal,
  file: string | undefined,
  report: string | Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  const isText = typeof report === 'string';
  if (file === undefined || file === '-' || STANDARD_OUTPUT.test(file))
    await terminal.print(isText ? report : new TextDecoder().decode(report));
  else
    await writeFile(path.resolve(terminal.cwd, file), isText ? new TextEncoder().encode(report) : report, signal, file);
}

import { lastNameOf } from '../../core/callee-pattern';
import { argumentOf, type CallFact, type Semantics } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';
import { wrappedBy } from './same-bytes';

/** Calls that open a file by the path that they are given. */
const OPENS = /^(?:io\.open|open|codecs\.open|aiofiles\.open|(?:gzip|bz2|lzma)\.open|os\.fdopen)$|(?:^|\.)GFile$/;
/** Names that are followed to the call that opens the file. */
const DEEPEST = 6;

/** A call that puts something into a file, what that is, and the path of the file; the path is null where it is not known. */
export interface Write {
  readonly call: CallFact;
  readonly content: Expression;
  readonly path: Expression | null;
}

const WRITES = /^(?:write|writelines|write_bytes|write_text|copyfileobj|retrbinary|tofile)$/;
const COPIES =
  /^(?:shutil\.(?:copy|copy2|copyfile|move)|os\.(?:rename|replace)|(?:tensorflow\.)?(?:\w+\.)*gfile\.(?:copy|Copy|rename))$/;

/** Whether a call puts something into a file. */
export const isWrite = ({ callee }: CallFact): boolean => WRITES.test(lastNameOf(callee)) || COPIES.test(callee);

/** What a call puts where; null for a call that is no write. */
export function writeOf(call: CallFact, world: Semantics): Write | null {
  const name = lastNameOf(call.callee);
  const [first, second] = call.args.map(({ expression }) => expression);
  if (COPIES.test(call.callee)) return first && second ? { call, content: first, path: second } : null;
  if (!WRITES.test(name) || !first) return null;
  if (name === 'copyfileobj') return second ? { call, content: first, path: pathOfFile(second, world) } : null;
  // `ftp.retrbinary("RETR x", file.write)`
  if (name === 'retrbinary')
    return second?.kind === 'attribute' && second.name === 'write'
      ? { call, content: call.expression, path: pathOfFile(second.parts[0]!, world) }
      : null;
  const [called] = call.expression.parts;
  const receiver = called?.kind === 'attribute' ? called.parts[0] : undefined;
  return receiver ? { call, content: first, path: pathOfFile(receiver, world) } : null;
}

/** The path of a file that is open: of `open(p, "wb")`, `p.open("wb")`, of a name that holds one, or the path itself. */
export function pathOfFile(file: Expression, world: Semantics, depth = 0): Expression | null {
  if (depth > DEEPEST) return file;
  if (file.kind === 'name' || file.kind === 'attribute') {
    const made = world.bindingsOf(file).find(({ kind }) => kind !== 'change');
    const { value, kind } = made ?? {};
    if (!value || kind === 'parameter' || kind === 'iteration') return file;
    const opening = world.callOf(value);
    // A temporary file is known by the name that holds it.
    return opening && openedBy(opening, world) ? pathOfFile(value, world, depth + 1) : file;
  }
  const call = world.callOf(file);
  if (!call) return file;
  const opened = openedBy(call, world);
  return opened ? pathOfFile(opened, world, depth + 1) : (wrappedBy(call) ?? file);
}

/** What is opened: the path that `open` is given, or on which it is called. */
function openedBy(call: CallFact, world: Semantics): Expression | null {
  if (OPENS.test(call.callee)) return argumentOf(call, 'file', 0)?.expression ?? call.args[0]?.expression ?? null;
  const [called] = call.expression.parts;
  const [path] = called?.kind === 'attribute' && called.name === 'open' ? called.parts : [];
  return path && world.bindingsOf(path)[0]?.kind !== 'import' ? path : null;
}

import { BudgetSpent } from './artifact-budget';
import type { PickleFacts, Sign } from './artifact-facts';
import { placeIn, type ArtifactPart, type ArtifactRecord } from './artifact-record';
import { pickledShape, pickledType } from './array-types';
import { ByteReader } from './byte-reader';
import { memorySource, partOfSource, type ByteSource } from './byte-source';
import { OPCODE_OF } from './pickle-opcodes';
import { PickleMachine, skipBytes, type PickleRun } from './pickle-machine';
import { PickleFault, type PickleStack } from './pickle-stack';
import { PickleTrace } from './pickle-trace';
import { WeightsOnlyWatch, type WeightsOnlyContext } from './weights-only';
import { WEIGHTS_ONLY_VERSIONS } from './weights-only-names';
import { zipEndOf } from './zip-directory';

/** `torch.serialization.MAGIC_NUMBER`: what the first of the five pickles of a legacy file holds. */
const TORCH_MAGIC = 0x1950a86a20f9469cfc6cn;

/** Nested pickles of object arrays, one in another. */
const NESTED = 8;

/** Reads pickles one behind another, as who dumps several into one file writes them, and what torch's legacy format adds to that. */
export async function readPickles(
  part: ArtifactPart,
  record: ArtifactRecord,
  main: WeightsOnlyContext = { container: 'bare' },
): Promise<number> {
  const reader = new ByteReader(part.source);
  await reader.fill(1);
  const isMarked = reader.peek() === PROTO;
  const start = reader.offset;
  const first = await readPickle(part, record, reader, main);
  const { calls, imports, opcodes, end } = first.facts;
  // One byte that is nothing in MessagePack, as spaCy writes it.
  if (opcodes === 0 && end - start <= 1 && part.source.size === end) return 0;
  const isChance = calls.length === 0 && (imports.length === 0 || TEXT_NAME.test(part.name));
  if (!isMarked && !first.run.isComplete && isChance) {
    // Only a look at its first byte said that it could be a pickle.
    if (TEXT_NAME.test(part.name)) return 0;
    return (await lookBehind(part, record, start, null)) ? end : 0;
  }
  record.format('pickle');
  keep(record, first, main);
  const isTorch = first.facts.result === TORCH_MAGIC;
  if (isTorch) record.format('torch-legacy');
  return readFurther(part, record, reader, first, isTorch);
}

/** Reads what follows the first pickle. */
async function readFurther(
  part: ArtifactPart,
  record: ArtifactRecord,
  reader: ByteReader,
  first: ReadPickle,
  isTorch: boolean,
): Promise<number> {
  const { size } = part.source;
  for (let [last, count] = [first, 1]; ; count++) {
    const { end } = last.facts;
    if (!last.run.isComplete) {
      await lookBehind(part, record, reader.offset, null);
      return end;
    }
    if (isTorch && count === LEGACY_PICKLES) return size ?? end; // raw storages follow
    if (await onlyZeros(reader)) return size ?? end;
    const isLegacy = isTorch && count < LEGACY_PICKLES;
    const context: WeightsOnlyContext = { container: isLegacy && count === LEGACY_DATA ? 'legacy' : 'bare' };
    const next = await readPickle(part, record, reader, context);
    if (!isLegacy && !next.run.isComplete && next.facts.imports.length === 0) {
      // What follows the last pickle is none.
      await lookBehind(part, record, next.facts.start, 'trailing-bytes');
      return end;
    }
    keep(record, next, context);
    last = next;
  }
}

/** Files whose words may read like opcodes. */
const TEXT_NAME =
  /\.(?:txt|md|rst|csv|tsv|jsonl?|ya?ml|toml|ini|cfg|py|ipynb|js|ts|html?|xml|vocab|merges|log|sh|c|h|cpp|cc|java|rs|go)$/;

const BROKEN_OFF: PickleRun = { isComplete: false, opcodes: 0, straddle: null };

const PROTO = 0x80;
const LEGACY_PICKLES = 5;
const LEGACY_DATA = 3;

/** What a torch container has persistent ids for: storages; in the legacy format also classes, with the source that they had. */
const isForeign = ({ kind, about }: Sign, container: WeightsOnlyContext['container']): boolean =>
  kind !== 'persistent-id' || (about !== 'storage' && (about !== 'module' || container !== 'legacy'));

function keep(record: ArtifactRecord, { facts, signs }: ReadPickle, { container }: WeightsOnlyContext): void {
  record.pickle(facts);
  record.addSigns(container === 'bare' ? signs : signs.filter((sign) => isForeign(sign, container)));
  if (
    facts.imports.some(({ module }) => module !== null && /^(?:sklearn\.externals\.)?joblib\.numpy_pickle/.test(module))
  )
    record.format('joblib');
}

interface ReadPickle {
  readonly facts: PickleFacts;
  readonly run: PickleRun;
  readonly signs: readonly Sign[];
}

/** Reads one pickle; the reader then stands behind it, or at what could not be read. */
async function readPickle(
  part: ArtifactPart,
  record: ArtifactRecord,
  reader: ByteReader,
  context: WeightsOnlyContext,
  isHidden = false,
): Promise<ReadPickle> {
  const start = reader.offset;
  const trace = new PickleTrace(part.place, (offset) => offset);
  const watches = WEIGHTS_ONLY_VERSIONS.map((version) => new WeightsOnlyWatch(version, context));
  const skipArray = arraySkipper(part, record, trace, NESTED);
  const machine = new PickleMachine(reader, trace, record.budget, { watches, skipArray });
  const factsOf = (opcodes: number, isComplete: boolean): PickleFacts => {
    for (const tensor of trace.tensors) record.tensor(tensor.name, tensor.dtype, tensor.shape);
    const { result } = machine.stack;
    return {
      place: part.place,
      start,
      end: reader.offset,
      protocol: machine.stack.protocol,
      opcodes,
      imports: [...trace.imports.values()],
      calls: [...trace.calls.values()],
      isComplete,
      isHidden,
      weightsOnly: Object.fromEntries(watches.map(({ allowed, stop }) => [allowed.version, stop])),
      result: typeof result === 'number' || typeof result === 'bigint' || typeof result === 'string' ? result : null,
    };
  };
  try {
    const run = await machine.run();
    const facts = factsOf(run.opcodes, run.isComplete);
    const nested = trace.nested.splice(0);
    if (nested.length > 0) await lookInto(part, record, nested);
    if (!run.straddle) return { run, signs: trace.signs, facts };
    await readStraddled(part, record, trace, start, run.straddle);
    return {
      run,
      signs: trace.signs,
      facts: { ...facts, imports: [...trace.imports.values()], calls: [...trace.calls.values()] },
    };
  } catch (error) {
    // What it did before the budget was spent counts as much.
    if (error instanceof BudgetSpent)
      keep(record, { facts: factsOf(0, false), signs: trace.signs, run: BROKEN_OFF }, context);
    throw error;
  }
}

/** Bytes that the pickle would hand to an unpickler are read as what they are. */
async function lookInto(part: ArtifactPart, record: ArtifactRecord, nested: PickleTrace['nested']): Promise<void> {
  for (const { bytes, offset } of nested) {
    const isWhole = bytes.length === bytes.bytes.length;
    const source =
      isWhole || bytes.offset === null
        ? memorySource(bytes.bytes.slice())
        : partOfSource(part.source, bytes.offset, bytes.length);
    const place = placeIn(part, `(bytes at ${offset})`);
    const inner = { source, place, name: 'bytes.pkl', depth: part.depth + 1 };
    record.member(inner);
    const understood = await record.look(inner, record);
    if (bytes.offset !== null && understood > 0 && (await zipEndOf(inner)) !== null)
      record.inBytes.push({ place: part.place, from: bytes.offset, to: bytes.offset + bytes.length });
  }
}

/**
 * C's unpickler, when it reads a file and an argument crosses the end of its frame, forgets what is left of the frame and takes the
 * argument from behind it (python/cpython#154848): other opcodes than the ones in a row. What they do is added to the trace.
 */
async function readStraddled(
  part: ArtifactPart,
  record: ArtifactRecord,
  trace: PickleTrace,
  start: number,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const reader = new ByteReader(withoutRange(part.source, from, to), start);
  const skipArray = arraySkipper(part, record, trace, NESTED);
  await new PickleMachine(reader, trace, record.budget, { watches: [], skipArray, withoutFrames: true }).run();
}

const withoutRange = (source: ByteSource, from: number, to: number): ByteSource => ({
  size: source.size === null ? null : source.size - (to - from),
  async read(offset, length) {
    const before = offset < from ? await source.read(offset, Math.min(length, from - offset)) : new Uint8Array(0);
    if (before.length === length || (offset < from && before.length < from - offset)) return before;
    const behind = await source.read(Math.max(offset, from) + (to - from), length - before.length);
    const joined = new Uint8Array(before.length + behind.length);
    joined.set(before);
    joined.set(behind, before.length);
    return joined;
  },
});

/**
 * joblib writes the bytes of an array right behind the BUILD of its wrapper (joblib/numpy_pickle.py, `NumpyArrayWrapper.read`):
 * with `numpy_array_alignment_bytes` in the state one byte with the length of a padding, the padding, then the elements; an array
 * of objects is a pickle of its own there.
 */
function arraySkipper(part: ArtifactPart, record: ArtifactRecord, trace: PickleTrace, depth: number) {
  return async (stack: PickleStack, reader: ByteReader): Promise<void> => {
    const state = stack.rawArray!;
    stack.rawArray = null;
    const [type, shape] = [pickledType(state.get('dtype')), pickledShape(state.get('shape'))];
    if (type === null || shape === null) throw new PickleFault('pickle-broken', 'an array is of unknown type');
    if (type.hasObjects) {
      if (depth <= 0) throw new BudgetSpent('depth');
      const skipArray = arraySkipper(part, record, trace, depth - 1);
      const { isComplete } = await new PickleMachine(reader, trace, record.budget, { watches: [], skipArray }).run();
      if (!isComplete) throw new PickleFault('pickle-broken', 'an array of objects does not end');
      return;
    }
    if (state.get('numpy_array_alignment_bytes') != null) {
      await reader.fill(1);
      const padding = reader.u8();
      await skipBytes(reader, padding);
    }
    const count = shape.reduce((product, size) => product * size, 1);
    trace.tensor({ name: `array ${trace.tensorCount + 1}`, dtype: type.name, shape });
    await skipBytes(reader, count * type.bytes);
  };
}

/** Whether nothing but zeros is left, as padding to blocks leaves them. Looks at little. */
async function onlyZeros(reader: ByteReader): Promise<boolean> {
  if (!(await reader.fill(1))) return true;
  if (reader.peek() !== 0) return false;
  const at = reader.offset;
  await reader.fill(PADDING + 1);
  const rest = reader.bytes(reader.left);
  await reader.seek(at);
  return rest.length <= PADDING && rest.every((byte) => byte === 0);
}

const PADDING = 64 * 1024;

/** Bytes behind the end of a pickle that are searched for another, and pickles that are looked for. */
const SEARCHED = 32 * 1024 * 1024;
const MOST_HIDDEN = 100;

/** Looks for pickles behind what an unpickler would stop at. What is found there imports something, or is chance. */
async function lookBehind(
  part: ArtifactPart,
  record: ArtifactRecord,
  start: number,
  otherwise: 'trailing-bytes' | null,
): Promise<boolean> {
  const reader = new ByteReader(part.source, start + (otherwise === null ? 1 : 0));
  let found = 0;
  for (let tries = 0; tries < MOST_HIDDEN && (await seekPickle(reader, start + SEARCHED)); tries++) {
    const at = reader.offset;
    const isMarked = reader.peek() === PROTO;
    const { facts, run } = await readPickle(part, record, reader, { container: 'bare' }, true);
    const isMeant = isMarked || facts.calls.length > 0;
    if (isMeant && facts.imports.some(({ module, name }) => isPlausible(module) && isPlausible(name))) {
      record.pickle(facts);
      record.sign('hidden-pickle', part, at);
      found++;
    }
    if (!run.isComplete) await reader.seek(Math.max(reader.offset, at + 1));
  }
  if (found === 0 && otherwise !== null) record.sign(otherwise, part, start);
  if (found > 0) record.format('pickle');
  return found > 0;
}

const isPlausible = (name: string | null): boolean => name !== null && /^[A-Za-z_][\w.]*$/.test(name);

/** Moves to the next place where a pickle may begin: PROTO, or GLOBAL with two names. */
async function seekPickle(reader: ByteReader, end: number): Promise<boolean> {
  while (reader.offset < end && (await reader.fill(1))) {
    await reader.fill(BEGINNING);
    // All places in the window without waiting, but for the last ones, whose names may end behind it.
    const last = reader.isLast ? 0 : BEGINNING - 1;
    for (; reader.left > last; reader.u8()) if (mayBegin(reader)) return true;
  }
  return false;
}

function mayBegin(reader: ByteReader): boolean {
  const first = reader.peek();
  if (first === GLOBAL) return isGlobal(reader);
  if (first !== PROTO) return false;
  const [second, third] = [reader.peek(1), reader.peek(2)];
  return second >= 1 && second <= 5 && third >= 0 && OPCODE_OF[third] !== undefined;
}

const GLOBAL = 0x63;
const BEGINNING = 300;

function isGlobal(reader: ByteReader): boolean {
  let lines = 0;
  for (let distance = 1, length = 0; distance < BEGINNING; distance++) {
    const byte = reader.peek(distance);
    if (byte === 0x0a) {
      if (length === 0) return false;
      if (++lines === 2) return true;
      length = 0;
    } else if (isNameByte(byte, length)) length++;
    else return false;
  }
  return false;
}

const isNameByte = (byte: number, at: number): boolean =>
  byte === 0x5f ||
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (at > 0 && (byte === 0x2e || (byte >= 0x30 && byte <= 0x39)));

import type { ArtifactBudget } from './artifact-budget';
import { EndOfBytes, END_OF_BYTES, type ByteReader } from './byte-reader';
import { MOST_PUSHED, PickleBurst } from './pickle-burst';
import { OPCODE_OF, type ArgumentKind, type Opcode } from './pickle-opcodes';
import { PICKLE_HANDLERS, type OpcodeArgument } from './pickle-handlers';
import { PickleFault, PickleStack } from './pickle-stack';
import type { PickleTrace } from './pickle-trace';
import { PickledBytes, latin1, LONGEST_TEXT } from './pickle-values';
import type { WeightsOnlyWatch } from './weights-only';

/** What the machine has in its window before each opcode, so that most arguments are read without waiting. */
const AHEAD = 4096;
const LONGEST_LINE = 1 << 20;

export interface PickleRun {
  /** It ended with STOP. */
  readonly isComplete: boolean;
  readonly opcodes: number;
  /** An argument that crosses the end of its frame: C's unpickler, when it reads from a file, would go on at the frame's end. */
  readonly straddle: { readonly from: number; readonly to: number } | null;
}

/** Reads the raw bytes of an array that follows in the stream; resolves where it could not be skipped to a fault. */
export type SkipArray = (stack: PickleStack, reader: ByteReader) => Promise<void>;

/** Runs one pickle symbolically, from where the reader is to its STOP, its end or the first thing that no unpickler takes. */
export class PickleMachine {
  readonly stack: PickleStack;
  #frameEnd = -1;
  #straddle: PickleRun['straddle'] = null;
  #payload = 0;
  /** Whether torch's restricted unpickler would have come so far. */
  #isWatched: boolean;

  constructor(
    private readonly reader: ByteReader,
    private readonly trace: PickleTrace,
    private readonly budget: ArtifactBudget,
    private readonly options: {
      readonly watches: readonly WeightsOnlyWatch[];
      readonly skipArray: SkipArray;
      /** Frames say nothing: bytes were left out. */
      readonly withoutFrames?: boolean;
      /** Opcode by opcode, for a test that holds the fast way to it. */
      readonly oneByOne?: boolean;
    },
  ) {
    this.stack = new PickleStack(trace);
    this.#isWatched = options.watches.length > 0;
  }

  async run(): Promise<PickleRun> {
    const { reader, stack, budget } = this;
    const { watches, oneByOne = false } = this.options;
    const burst = new PickleBurst(stack);
    let opcodes = 0;
    let at = reader.offset;
    try {
      for (;;) {
        if (reader.left < AHEAD && !reader.isLast) await reader.fill(AHEAD);
        if (!oneByOne) opcodes += this.#burst(burst);
        if (reader.left < AHEAD && !reader.isLast) await reader.fill(AHEAD);
        at = reader.offset;
        budget.step();
        const code = reader.u8();
        const { argument: kind } = opcodeOf(code);
        this.#payload = at + 1;
        const read = this.#argument(kind);
        const argument = read === LATER ? await this.#longArgument(kind) : read;
        opcodes++;
        if (this.#frameEnd >= 0) this.#checkFrame(at);
        if (this.#isWatched) this.#watch(code, argument, at);
        PICKLE_HANDLERS[code]!(stack, argument, at);
        if (code === STOP) return { isComplete: true, opcodes, straddle: this.#straddle };
        if (code === FRAME) this.#enterFrame(argument as number, at);
        if (stack.rawArray !== null) await this.options.skipArray(stack, reader);
      }
    } catch (error) {
      if (error instanceof EndOfBytes) this.trace.sign('pickle-truncated', at);
      else if (error instanceof PickleFault) this.trace.sign(error.kind, at, error.about);
      else throw error;
      for (const watch of watches) watch.broken(at);
      if (error instanceof PickleFault) await reader.seek(at);
      return { isComplete: false, opcodes, straddle: this.#straddle };
    }
  }

  #burst(burst: PickleBurst): number {
    if (!this.stack.hasRoom(MOST_PUSHED)) return 0;
    const count = burst.run(this.reader, this.#frameEnd, this.#isWatched);
    this.budget.step(count);
    return count;
  }

  #watch(code: number, argument: OpcodeArgument, at: number): void {
    let isWatched = false;
    for (const watch of this.options.watches) {
      if (watch.stop === null) watch.before(code, argument, this.stack, at);
      isWatched ||= watch.stop === null;
    }
    this.#isWatched = isWatched;
  }

  /** Reads what is in the window; `LATER` for what is longer than that. */
  #argument(kind: ArgumentKind): OpcodeArgument | typeof LATER {
    const { reader } = this;
    if (kind === 'none') return undefined;
    if (kind === 'line' || kind === 'lines') return this.#lines(kind === 'lines');
    if (kind in FIXED) return FIXED[kind as keyof typeof FIXED](reader);
    const length = this.#length(kind);
    if (length > LONGEST_TEXT || length > reader.left) {
      this.#unread = length;
      return LATER;
    }
    const at = reader.offset;
    return new PickledBytes(reader.bytes(length), length, at);
  }

  /** Bytes that were announced and not read yet; -1 for lines, of which nothing was read. */
  #unread = 0;

  #length(kind: ArgumentKind): number {
    const { reader } = this;
    const length =
      kind === 'len1' ? reader.u8() : kind === 'len4' ? reader.u32() : kind === 'leni4' ? reader.i32() : reader.u64();
    if (length < 0) throw new PickleFault('pickle-broken', 'a length is negative');
    this.#payload = reader.offset;
    return length;
  }

  async #longArgument(kind: ArgumentKind): Promise<OpcodeArgument> {
    const { reader } = this;
    if (kind === 'line' || kind === 'lines') {
      // Lines are short but for numbers and strings of protocol 0.
      for (let wanted = AHEAD; wanted <= LONGEST_LINE; wanted *= 4) {
        const isAll = !(await reader.fill(wanted));
        const lines = this.#lines(kind === 'lines');
        if (lines !== LATER) return lines;
        if (isAll) throw END_OF_BYTES;
      }
      throw new PickleFault('pickle-broken', 'a line does not end');
    }
    const length = this.#unread;
    const kept = Math.min(length, LONGEST_TEXT);
    if (!(await reader.fill(kept))) throw END_OF_BYTES;
    const at = reader.offset;
    const bytes = reader.bytes(kept).slice();
    if (length > kept) await skipBytes(reader, length - kept);
    return new PickledBytes(bytes, length, at);
  }

  /** One line without its newline, or two with a newline between. */
  #lines(two: boolean): string | typeof LATER {
    const { reader } = this;
    const first = reader.lineLength();
    if (first < 0) return LATER;
    if (!two) {
      const line = latin1(reader.bytes(first));
      reader.u8();
      return line;
    }
    let second = first + 1;
    for (let byte = reader.peek(second); byte !== 0x0a; byte = reader.peek(++second)) if (byte < 0) return LATER;
    const lines = UTF8.decode(reader.bytes(second));
    reader.u8();
    return lines;
  }

  #enterFrame(length: number, at: number): void {
    if (this.options.withoutFrames) return;
    const { size } = this.reader.source;
    const end = this.reader.offset + length;
    if (size !== null && end > size) this.trace.sign('frame-too-long', at, String(length));
    this.#frameEnd = end;
  }

  #checkFrame(at: number): void {
    const end = this.reader.offset;
    if (end > this.#frameEnd && at < this.#frameEnd && this.#straddle === null) {
      // What crosses is the opcode's length or its content, each read at once.
      const from = this.#payload < this.#frameEnd ? this.#payload : at + 1;
      this.#straddle = { from, to: this.#frameEnd };
      this.trace.sign('frame-straddle', at);
    }
    if (end >= this.#frameEnd) this.#frameEnd = -1;
  }
}

function opcodeOf(code: number): Opcode {
  const opcode = OPCODE_OF[code];
  if (opcode !== undefined) return opcode;
  throw new PickleFault('pickle-broken', `opcode 0x${code.toString(16).padStart(2, '0')}`);
}

const LATER = Symbol('later');
const STOP = 0x2e;
const FRAME = 0x95;

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

const FIXED = {
  u1: (reader: ByteReader) => reader.u8(),
  u2: (reader: ByteReader) => reader.u16(),
  u4: (reader: ByteReader) => reader.u32(),
  i4: (reader: ByteReader) => reader.i32(),
  u8: (reader: ByteReader) => reader.u64(),
  f8: (reader: ByteReader) => reader.f64(false),
};

/** Goes over bytes that need not be looked at; throws where there are not so many. */
export async function skipBytes(reader: ByteReader, count: number): Promise<void> {
  const end = reader.offset + count;
  const { size } = reader.source;
  if (!Number.isSafeInteger(end) || (size !== null && end > size)) throw END_OF_BYTES;
  if (count === 0) return;
  await reader.seek(end - 1);
  if (!(await reader.fill(1))) throw END_OF_BYTES;
  reader.u8();
}

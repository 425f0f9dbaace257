import { OPCODE_OF, type ArgumentKind } from './pickle-opcodes';
import { latin1 } from './pickle-values';

/** PROTO with any protocol, or what a pickle of the text protocols begins with. */
export function isPickle(head: Uint8Array): boolean {
  const [first = -1, second = 0, third = 0] = head;
  if (first === 0x80)
    return second <= 5
      ? OPCODE_OF[third] !== undefined || head.length < 3
      : second < 16 && OPCODE_OF[third] !== undefined;
  return OPCODE_OF[first] !== undefined && TEXT_PICKLE.test(latin1(head.subarray(0, 200)));
}

/** GLOBAL or INST with two names, collections with a mark, PUT: what protocols 0 and 1 begin with. */
const TEXT_PICKLE =
  /^(?:\(?[ci][A-Za-z_][\w.]*\n[A-Za-z_][\w.]*\n|\((?:[dlt]p?|[dlt][pq])|[\])}]q.|\(?(?:[FIL]-?\d[\d.eL+-]*|[SV].{0,100})\n(?:p\d+\n)?[.a-zA-Z(]|[\]})](?:[.(]|$))/s;

/**
 * Whether bytes that begin like nothing else are opcodes up to one that calls what an opcode before imported: a pickle needs no
 * PROTO, and may begin with whatever it throws away again.
 */
export function beginsLikePickle(head: Uint8Array): boolean {
  let hasName = false;
  for (let at = 0; at < head.length;) {
    const code = head[at]!;
    const opcode = OPCODE_OF[code];
    if (opcode === undefined) return false;
    const end = argumentEnd(head, at + 1, opcode.argument);
    if (opcode.argument === 'lines') {
      if (end > head.length || !NAMES.test(latin1(head.subarray(at + 1, end)))) return false;
      hasName = true;
    } else if (code === STACK_GLOBAL) hasName = true;
    if (hasName && CALLING.has(code)) return true;
    if (code === STOP) return false;
    at = end;
  }
  return false;
}

const NAMES = /^[A-Za-z_][\w.]*\n[A-Za-z_][\w.]*\n$/;
const STACK_GLOBAL = 0x93;
const STOP = 0x2e;
/** REDUCE, INST, OBJ, BUILD, NEWOBJ, NEWOBJ_EX. */
const CALLING = new Set([0x52, 0x69, 0x6f, 0x62, 0x81, 0x92]);

/** Where an argument ends; beyond the bytes where they do not tell. */
function argumentEnd(bytes: Uint8Array, at: number, kind: ArgumentKind): number {
  if (kind === 'none') return at;
  if (kind === 'line' || kind === 'lines') {
    const first = bytes.indexOf(0x0a, at);
    const last = kind === 'line' || first < 0 ? first : bytes.indexOf(0x0a, first + 1);
    return last < 0 ? Infinity : last + 1;
  }
  const fixed = FIXED[kind];
  if (fixed !== undefined) return at + fixed;
  const width = kind === 'len1' ? 1 : kind === 'len8' ? 8 : 4;
  let length = 0;
  for (let index = width - 1; index >= 0; index--) length = length * 256 + (bytes[at + index] ?? 0);
  return at + width + length;
}

const FIXED: Readonly<Partial<Record<ArgumentKind, number>>> = { u1: 1, u2: 2, u4: 4, i4: 4, u8: 8, f8: 8 };

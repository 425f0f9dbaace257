/** How the argument of an opcode is written. `len…` are counted bytes, `line` ends with a newline. */
export type ArgumentKind =
  'none' | 'u1' | 'u2' | 'u4' | 'i4' | 'f8' | 'u8' | 'line' | 'lines' | 'len1' | 'len4' | 'leni4' | 'len8';

export interface Opcode {
  readonly name: string;
  readonly code: number;
  readonly argument: ArgumentKind;
  readonly protocol: number;
}

/** All opcodes of Python's pickletools, by protocol: code (a character or two hexadecimal digits), name, argument. */
const WRITTEN: readonly string[] = [
  `( MARK, . STOP, 0 POP, 1 POP_MARK, 2 DUP, F FLOAT line, I INT line, L LONG line, N NONE, P PERSID line, R REDUCE,
   S STRING line, V UNICODE line, a APPEND, b BUILD, c GLOBAL lines, d DICT, g GET line, i INST lines, l LIST,
   p PUT line, s SETITEM, t TUPLE`,
  `J BININT i4, K BININT1 u1, M BININT2 u2, Q BINPERSID, T BINSTRING leni4, U SHORT_BINSTRING len1, X BINUNICODE len4,
   } EMPTY_DICT, e APPENDS, h BINGET u1, j LONG_BINGET u4, ] EMPTY_LIST, o OBJ, q BINPUT u1, r LONG_BINPUT u4,
   ) EMPTY_TUPLE, u SETITEMS, G BINFLOAT f8`,
  `80 PROTO u1, 81 NEWOBJ, 82 EXT1 u1, 83 EXT2 u2, 84 EXT4 i4, 85 TUPLE1, 86 TUPLE2, 87 TUPLE3, 88 NEWTRUE,
   89 NEWFALSE, 8a LONG1 len1, 8b LONG4 leni4`,
  `B BINBYTES len4, C SHORT_BINBYTES len1`,
  `8c SHORT_BINUNICODE len1, 8d BINUNICODE8 len8, 8e BINBYTES8 len8, 8f EMPTY_SET, 90 ADDITEMS, 91 FROZENSET,
   92 NEWOBJ_EX, 93 STACK_GLOBAL, 94 MEMOIZE, 95 FRAME u8`,
  `96 BYTEARRAY8 len8, 97 NEXT_BUFFER, 98 READONLY_BUFFER`,
];

export const PICKLE_OPCODES: readonly Opcode[] = WRITTEN.flatMap((text, protocol) =>
  text.split(/,\s*/).map((entry) => {
    const [sign = '', name = '', argument = 'none'] = entry.trim().split(/\s+/);
    const code = sign.length === 1 ? sign.charCodeAt(0) : parseInt(sign, 16);
    return { name, code, argument: argument as ArgumentKind, protocol };
  }),
);

/** By code. */
export const OPCODE_OF: readonly (Opcode | undefined)[] = Array.from({ length: 256 }, (_, code) =>
  PICKLE_OPCODES.find((each) => each.code === code),
);

export const HIGHEST_PROTOCOL = 5;

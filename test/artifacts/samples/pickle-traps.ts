import * as p from '../assemble/pickle';
import { ECHO, join, pickle, proto } from '../assemble/pickle';
import { sample, type Sample } from './sample';

const inner = p.evil();
const nested: readonly Sample[] = [
  sample('nested load', 'malicious')('loads.pkl', pickle(p.call(p.global('pickle', 'loads'), p.bytes(inner)), 3)),
  sample('nested load', 'malicious')(
    'loads-python2.pkl',
    pickle(p.call(p.global('cPickle', 'loads'), p.shortString("cos\nsystem\n(S'x'\ntR."))),
  ),
  sample('nested load', 'malicious')(
    'load-from-bytes.pkl',
    pickle(p.call(p.global('torch.storage', '_load_from_bytes'), p.bytes(inner)), 3),
  ),
  sample('nested load', 'malicious')(
    'load-from-encoded.pkl',
    pickle(
      p.call(
        p.global('torch.storage', '_load_from_bytes'),
        p.call(p.global('_codecs', 'encode'), p.text("cposix\nsystem\n(S'x'\ntR."), p.text('latin1')),
      ),
    ),
  ),
  sample('nested load', 'malicious')(
    'torch-load-bytesio.pkl',
    pickle(p.call(p.global('torch', 'load'), p.call(p.global('io', 'BytesIO'), p.bytes(inner))), 3),
  ),
  sample('nested load', 'malicious')(
    'pandas-read-pickle.pkl',
    pickle(p.call(p.global('pandas', 'read_pickle'), p.text('https://example.com/x.pkl'))),
  ),
];

const framed = join(p.stackGlobal('posix', 'system'), p.tuple(p.shortText(ECHO)), p.REDUCE, p.STOP);
/** In a row a text that holds opcodes; from the frame's end on, the same bytes are opcodes. */
const hiddenBehind = join(
  'B',
  p.u32(framed.length + 20),
  new Uint8Array(4),
  framed,
  new Uint8Array(16),
  p.POP,
  p.NONE,
  p.STOP,
);
const frames: readonly Sample[] = [
  sample('frames', 'flagged')('longer-than-file.pkl', join(proto(4), p.frame(join(p.NONE, p.STOP), 9999))),
  sample('frames', 'malicious')('longer-with-payload.pkl', join(proto(4), p.frame(framed, 9999))),
  sample('frames', 'flagged')('straddles.pkl', join(proto(4), u8s(0x95), p.u64(3), p.shortText('abcdef'), p.STOP)),
  sample('frames', 'malicious')('straddle-hides.pkl', straddling()),
  sample('frames', 'malicious')('nested-frames.pkl', join(proto(4), p.frame(join(p.frame(framed))))),
  sample('frames', 'flagged')('hidden-behind.pkl', join(proto(4), u8s(0x95), p.u64(8), hiddenBehind)),
];

function u8s(...values: number[]): p.Bytes {
  return Uint8Array.from(values);
}

/** The text's bytes begin in the frame and end behind it; who takes them from the frame's end on goes on in `framed`. */
function straddling(): p.Bytes {
  const filler = 6;
  const opcode = join('C', p.u8(filler));
  return join(proto(4), u8s(0x95), p.u64(opcode.length + 2), opcode, 'ab', 'cdef', 'gh', framed);
}

const state: readonly Sample[] = [
  sample('state', 'flagged')(
    'build-on-class.pkl',
    pickle(join(p.global('collections', 'OrderedDict'), p.dict([p.text('x'), p.int(1)]), p.BUILD)),
  ),
  sample('state', 'flagged')(
    'build-setstate.pkl',
    pickle(
      join(
        p.call(p.global('collections', 'OrderedDict')),
        p.dict([p.text('__setstate__'), p.global('posix', 'system')]),
        p.BUILD,
        p.text(ECHO),
        p.BUILD,
      ),
    ),
  ),
  sample('state', 'flagged')(
    'build-class-dunder.pkl',
    pickle(join(p.call(p.global('argparse', 'Namespace')), p.dict([p.text('__class__'), p.int(1)]), p.BUILD)),
  ),
  sample('state', 'flagged')(
    'setitem-on-name.pkl',
    pickle(join(p.global('sys', 'modules'), p.text('json'), p.NONE, p.SETITEM)),
  ),
  sample('state', 'flagged')('persistent-id.pkl', pickle(join(p.text('id'), p.BINPERSID))),
  sample('state', 'flagged')('names-only.pkl', pickle(p.global('posix', 'system'))),
  sample('state', 'flagged')('unknown-class.pkl', pickle(p.call(p.global('models.yolo', 'Model')))),
  sample('state', 'flagged')(
    'encode-other-codec.pkl',
    pickle(p.call(p.global('_codecs', 'encode'), p.text('x'), p.text('uu'))),
  ),
];

const laughs = (): p.Bytes => {
  let body = p.tuple(p.text('ha'));
  for (let depth = 0; depth < 200; depth++) body = join(body, p.DUP, p.TUPLE2);
  return pickle(body);
};

const harmless: readonly Sample[] = [
  sample('harmless pickle', 'safe')('none.pkl', pickle(p.NONE)),
  sample('harmless pickle', 'safe')(
    'dict.pkl',
    pickle(p.dict([p.text('os.system'), p.text('eval(')], [p.text('lr'), p.float(0.1)])),
  ),
  ...[0, 1, 2, 3, 4, 5].map((protocol) =>
    sample('harmless pickle', 'safe')(
      `list-${protocol}.pkl`,
      pickle(protocol === 0 ? join(p.MARK, 'l', 'I1\n', p.APPEND) : p.list(p.int(1), p.text('a')), protocol),
    ),
  ),
  sample('harmless pickle', 'safe')(
    'ordered-dict.pkl',
    pickle(join(p.call(p.global('collections', 'OrderedDict')), p.MARK, p.text('a'), p.int(1), p.SETITEMS)),
  ),
  sample('harmless pickle', 'safe')(
    'datetime.pkl',
    pickle(p.call(p.global('datetime', 'datetime'), p.shortString('\x07\xe6\x01\x02\x03\x04\x05\0\0\0'))),
  ),
  sample('harmless pickle', 'safe')(
    'counter-set.pkl',
    pickle(
      p.list(
        p.call(p.global('collections', 'Counter'), p.dict([p.text('a'), p.int(2)])),
        p.call(p.global('builtins', 'set'), p.list(p.int(1))),
      ),
    ),
  ),
  sample('harmless pickle', 'safe')(
    'encoded-bytes.pkl',
    pickle(p.call(p.global('_codecs', 'encode'), p.text('\u0000\u00ff'), p.text('latin1'))),
  ),
  sample('harmless pickle', 'safe')(
    'python2-set.pkl',
    pickle(p.call(p.global('__builtin__', 'set'), p.list(p.int(1)))),
  ),
  sample('harmless pickle', 'safe')(
    'reconstructor.pkl',
    join(
      p.global('copy_reg', '_reconstructor'),
      p.MARK,
      p.global('sklearn.svm._classes', 'SVC'),
      p.global('__builtin__', 'object'),
      p.NONE,
      p.TUPLE,
      p.REDUCE,
      p.STOP,
    ),
  ),
  sample('harmless pickle', 'safe')(
    'sklearn.pkl',
    pickle(
      join(
        p.global('sklearn.linear_model._logistic', 'LogisticRegression'),
        p.EMPTY_TUPLE,
        p.NEWOBJ,
        p.dict([p.text('C'), p.float(1)], [p.text('_sklearn_version'), p.text('1.5.0')]),
        p.BUILD,
      ),
    ),
  ),
  sample('harmless pickle', 'safe')(
    'function-transformer.pkl',
    pickle(
      join(
        p.global('sklearn.preprocessing._function_transformer', 'FunctionTransformer'),
        p.EMPTY_TUPLE,
        p.NEWOBJ,
        p.dict([p.text('func'), p.global('numpy', 'log1p')]),
        p.BUILD,
      ),
    ),
  ),
  sample('harmless pickle', 'safe')(
    'enum-member.pkl',
    pickle(
      p.call(
        p.global('builtins', 'getattr'),
        p.global('transformers.utils.generic', 'PaddingStrategy'),
        p.text('LONGEST'),
      ),
    ),
  ),
  sample('harmless pickle', 'safe')(
    'enum-value.pkl',
    pickle(p.call(p.global('transformers.trainer_utils', 'IntervalStrategy'), p.text('epoch'))),
  ),
  sample('harmless pickle', 'safe')(
    'exceptions.pkl',
    pickle(p.call(p.global('exceptions', 'ValueError'), p.text('bad'))),
  ),
  sample('harmless pickle', 'safe')(
    'path.pkl',
    pickle(p.call(p.global('pathlib', 'PosixPath'), p.text('models'), p.text('best.pt'))),
  ),
  sample('harmless pickle', 'safe')(
    'partial-of-class.pkl',
    pickle(p.call(p.global('functools', 'partial'), p.global('torch.nn.modules.activation', 'ReLU'))),
  ),
  sample('harmless pickle', 'safe')(
    'many-streams.pkl',
    join(Array.from({ length: 20 }, (_, index) => pickle(p.int(index)))),
  ),
  sample('harmless pickle', 'safe')('padded.pkl', join(pickle(p.int(1)), new Uint8Array(300))),
  sample('harmless pickle', 'safe')('laughs.pkl', laughs()),
  sample('harmless pickle', 'safe')(
    'frames.pkl',
    join(proto(4), p.frame(join(p.shortText('a'), p.MEMOIZE)), p.frame(join(p.POP, p.NONE, p.STOP))),
  ),
  sample('harmless pickle', 'safe')('long-bytes.pkl', join(proto(3), p.bytes('x'.repeat(100_000)), p.STOP)),
  sample('harmless pickle', 'safe')(
    'all-numbers.pkl',
    pickle(p.list(p.int(3), p.int(70_000), p.float(1.5), p.long(2n ** 70n), p.NEWTRUE, p.NEWFALSE, p.NONE)),
  ),
  sample('harmless pickle', 'safe')('renamed.bin', pickle(p.dict([p.text('a'), p.int(1)]))),
];

/** Pickles in pickles, frames, states, and harmless ones. */
export const PICKLE_TRAPS: readonly Sample[] = [...nested, ...frames, ...state, ...harmless];

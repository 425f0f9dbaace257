import { tar, zip } from '../assemble/containers';
import * as p from '../assemble/pickle';
import { join, pickle } from '../assemble/pickle';
import { stateDict, storage, tensor, torchLegacy, torchZip } from '../assemble/torch';
import { sample, type Sample } from './sample';

const system = p.system();
const hostile = p.list(stateDict(), system);
const call = p.call;

/** What `weights_only` says of pickles in an archive: each is a body, wrapped into one. */
const ACCEPTED: readonly (readonly [string, p.Bytes])[] = [
  ['state-dict', stateDict()],
  ['dict', p.dict([p.text('epoch'), p.int(3)], [p.text('lr'), p.float(0.1)], [p.text('model'), stateDict()])],
  ['list', p.list(tensor(), p.int(1), p.NONE, p.NEWTRUE)],
  [
    'parameter',
    call(
      p.global('torch._utils', '_rebuild_parameter'),
      tensor(),
      p.NEWTRUE,
      call(p.global('collections', 'OrderedDict')),
    ),
  ],
  ['size', call(p.global('torch', 'Size'), p.tuple(p.int(2), p.int(3)))],
  ['dtype', p.dict([p.text('dtype'), p.global('torch', 'bfloat16')])],
  ['device', call(p.global('torch', 'device'), p.text('cpu'))],
  ['counter', call(p.global('collections', 'Counter'), p.dict([p.text('a'), p.int(1)]))],
  ['python2-set', call(p.global('__builtin__', 'set'), p.list(p.int(1)))],
  ['bytes', call(p.global('_codecs', 'encode'), p.text('abc'), p.text('latin1'))],
  ['bytearray', call(p.global('builtins', 'bytearray'), p.text('abc'), p.text('latin1'))],
  ['complex', call(p.global('builtins', 'complex'), p.float(1), p.float(2))],
  ['memo', join(stateDict(), p.put(3), p.get(3), p.TUPLE2)],
  ['long-memo', join(p.int(1), p.longPut(70_000), p.longGet(70_000), p.TUPLE2)],
  ['empty-set', Uint8Array.of(0x8f)],
  ['short-string', p.dict([p.shortString('key'), p.int(1)])],
  ['long', p.long(2n ** 80n)],
  [
    'state-with-attributes',
    join(stateDict(), p.dict([p.text('_metadata'), call(p.global('collections', 'OrderedDict'))]), p.BUILD),
  ],
  ['newobj-set', join(p.global('builtins', 'set'), p.EMPTY_TUPLE, p.NEWOBJ)],
  ['unused-name', p.list(p.global('torch', 'float32'), p.global('torch', 'per_tensor_affine'))],
];

const REFUSED: readonly (readonly [string, p.Bytes, 'safe' | 'flagged' | 'malicious'])[] = [
  [
    'whole-module',
    join(
      p.global('torch.nn.modules.linear', 'Linear'),
      p.EMPTY_TUPLE,
      p.NEWOBJ,
      p.dict([p.text('training'), p.NEWTRUE]),
      p.BUILD,
    ),
    'safe',
  ],
  [
    'numpy-scalar',
    call(
      p.global('numpy.core.multiarray', 'scalar'),
      call(p.global('numpy', 'dtype'), p.text('f8'), p.NEWFALSE, p.NEWTRUE),
      call(p.global('_codecs', 'encode'), p.text('abcdefgh'), p.text('latin1')),
    ),
    'safe',
  ],
  ['defaultdict', call(p.global('collections', 'defaultdict')), 'safe'],
  [
    'namespace',
    join(p.global('argparse', 'Namespace'), p.EMPTY_TUPLE, p.NEWOBJ, p.dict([p.text('lr'), p.float(1)]), p.BUILD),
    'safe',
  ],
  ['system', hostile, 'malicious'],
  ['eval', call(p.global('builtins', 'eval'), p.text('1')), 'malicious'],
  ['short-unicode', p.shortText('a'), 'safe'],
  ['memoize', join(p.text('a'), p.MEMOIZE), 'safe'],
  ['stack-global', p.stackGlobal('collections', 'OrderedDict'), 'safe'],
  ['pop', join(p.int(1), p.int(2), p.POP), 'safe'],
  ['dup', join(p.int(1), p.DUP, p.TUPLE2), 'safe'],
  ['text-int', join('I1\n'), 'safe'],
  ['text-string', p.string('a'), 'safe'],
  ['long4', join('\x8b', p.u32(1), '\x05'), 'safe'],
  ['binstring', p.binString('a'), 'safe'],
  ['binbytes', p.shortBytes('abc'), 'safe'],
  ['old-dict', join(p.MARK, p.text('a'), p.int(1), 'd'), 'safe'],
  ['old-list', join(p.MARK, p.int(1), 'l'), 'safe'],
  ['frozenset', join(p.MARK, p.int(1), '\x91'), 'safe'],
  ['additems', join('\x8f', p.MARK, p.int(1), '\x90'), 'safe'],
  ['textual-memo', join(p.int(1), p.textPut('0')), 'safe'],
  ['newobj-ex', join(p.global('collections', 'OrderedDict'), p.EMPTY_TUPLE, p.EMPTY_DICT, p.NEWOBJ_EX), 'safe'],
  ['persistent-text', join(p.text('x'), p.BINPERSID), 'flagged'],
  ['persistent-module', join(p.tuple(p.text('module'), p.NONE), p.BINPERSID), 'flagged'],
  ['missing-storage', tensor('7'), 'safe'],
  ['storage-of-no-type', storage('0', 4, false, p.global('torch', 'float32')), 'safe'],
  ['dtype-called', call(p.global('torch', 'float32')), 'safe'],
  ['set-of-too-many', call(p.global('builtins', 'set'), p.EMPTY_LIST, p.EMPTY_LIST), 'safe'],
  ['append-to-tuple', join(p.EMPTY_TUPLE, p.int(1), p.APPEND), 'safe'],
  ['item-in-set', join(call(p.global('builtins', 'set')), p.int(1), p.int(2), p.SETITEM), 'safe'],
  ['build-on-dict', join(p.EMPTY_DICT, p.EMPTY_DICT, p.BUILD), 'safe'],
  ['build-on-set', join(call(p.global('builtins', 'set')), p.dict([p.text('x'), p.int(1)]), p.BUILD), 'safe'],
  ['newobj-of-function', join(p.global('_codecs', 'encode'), p.tuple(p.text('a')), p.NEWOBJ), 'safe'],
  ['missing-memo', p.get(9), 'flagged'],
  ['underflow', join(p.TUPLE2), 'flagged'],
  ['no-mark', join(p.int(1), p.TUPLE), 'flagged'],
];

const archives: readonly Sample[] = [
  ...ACCEPTED.flatMap(([name, body]) => [sample('torch zip', 'safe')(`${name}.pt`, torchZip(pickle(body)), true)]),
  ...REFUSED.map(([name, body, expect]) => sample('torch zip', expect)(`${name}.pt`, torchZip(pickle(body)), false)),
  sample('torch zip', 'safe')('protocol-4.pt', torchZip(pickle(p.list(p.int(1)), 4)), false),
  sample('torch zip', 'safe')(
    'no-version.pt',
    torchZip(pickle(stateDict()), [], { without: 'archive/version' }),
    false,
  ),
  sample('torch zip', 'safe')(
    'no-byteorder.pt',
    torchZip(pickle(stateDict()), [], { without: 'archive/byteorder' }),
    true,
  ),
  sample('torch zip', 'malicious')(
    'second-pickle.pt',
    torchZip(pickle(stateDict()), [{ name: 'archive/extra.pkl', bytes: p.evil() }]),
  ),
  sample('torch zip', 'malicious')('renamed-evil.ckpt', torchZip(pickle(hostile)), false),
  sample('torch zip', 'malicious')(
    'deflated.ckpt',
    zip([
      { name: 'a/data.pkl', bytes: pickle(hostile), deflated: true },
      { name: 'a/version', bytes: join('3') },
    ]),
    false,
  ),
  sample('torch zip', 'malicious')(
    'bit-1-flag.pt',
    zip([
      { name: 'a/data.pkl', bytes: pickle(hostile), flags: 1 },
      { name: 'a/version', bytes: join('3') },
    ]),
  ),
  sample('torchscript', 'safe')(
    'script.pt',
    torchZip(
      pickle(join(p.global('__torch__', 'Net'), p.EMPTY_TUPLE, p.NEWOBJ, p.dict([p.text('w'), tensor()]), p.BUILD)),
      [
        { name: 'archive/constants.pkl', bytes: pickle(p.EMPTY_TUPLE) },
        { name: 'archive/code/__torch__.py', bytes: join('class Net(Module):\n  pass\n') },
      ],
    ),
    false,
  ),
];

const legacy: readonly Sample[] = [
  sample('torch legacy', 'safe')('legacy.pt', torchLegacy(stateDict(true)), true),
  sample('torch legacy', 'safe')('legacy-dict.pt', torchLegacy(p.dict([p.text('model'), stateDict(true)])), true),
  sample('torch legacy', 'malicious')('legacy-evil.pt', torchLegacy(p.list(stateDict(true), system)), false),
  sample('torch legacy', 'malicious')(
    'legacy-evil-info.pt',
    torchLegacy(stateDict(true), { info: pickle(system) }),
    false,
  ),
  sample('torch legacy', 'malicious')(
    'legacy-evil-keys.pt',
    torchLegacy(stateDict(true), { keys: pickle(p.list(system)) }),
    false,
  ),
  sample('torch legacy', 'malicious')(
    'legacy-evil-magic.pt',
    torchLegacy(stateDict(true), { magic: pickle(join(system, p.POP, p.long(0x1950a86a20f9469cfc6cn))) }),
    false,
  ),
  sample('torch legacy', 'safe')('no-magic.pt', pickle(p.dict([p.text('a'), p.int(1)])), false),
  sample('torch tar', 'malicious')(
    'tar-evil.pt',
    tar([
      { name: 'storages', bytes: pickle(p.int(0)) },
      { name: 'tensors', bytes: pickle(p.int(0)) },
      { name: 'pickle', bytes: p.evil() },
    ]),
    false,
  ),
  sample('torch tar', 'safe')(
    'tar.pt',
    tar([
      { name: 'storages', bytes: pickle(p.int(0)) },
      { name: 'tensors', bytes: pickle(p.int(0)) },
      { name: 'pickle', bytes: pickle(p.dict()) },
    ]),
    false,
  ),
];

export const TORCH: readonly Sample[] = [...archives, ...legacy];

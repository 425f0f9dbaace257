import { deflateSync, gzipSync } from 'node:zlib';
import { npy, npyHead, tar, zip } from '../assemble/containers';
import * as p from '../assemble/pickle';
import { join, pickle } from '../assemble/pickle';
import { torchZip, stateDict } from '../assemble/torch';
import { sample, type Sample } from './sample';

const evil = p.evil();
const fine = pickle(p.dict([p.text('weights'), p.list(p.int(1))]));
const array = npy(npyHead("'<f4'", '(2, 2)'), new Uint8Array(16));

/** LZ4, a frame with one stored block. */
const lz4 = (bytes: p.Bytes): p.Bytes =>
  join('\x04\x22\x4d\x18', '\x60\x40\x82', p.u32((bytes.length | 0x80000000) >>> 0), bytes, p.u32(0));

/** The array of joblib's wrapper: eight raw numbers behind its BUILD. */
const joblib = (
  rest: p.Bytes,
  state: readonly (readonly [p.Bytes, p.Bytes])[] = [],
  data = join(p.u8(3), '\xff\xff\xff', new Uint8Array(64)),
): p.Bytes =>
  join(
    p.proto(3),
    p.MARK,
    p.global('joblib.numpy_pickle', 'NumpyArrayWrapper'),
    p.EMPTY_TUPLE,
    p.NEWOBJ,
    p.dict(
      [p.text('subclass'), p.global('numpy', 'ndarray')],
      [p.text('shape'), p.tuple(p.int(8))],
      [p.text('order'), p.text('C')],
      [
        p.text('dtype'),
        join(
          p.call(p.global('numpy', 'dtype'), p.text('f8'), p.NEWFALSE, p.NEWTRUE),
          p.tuple(p.int(3), p.text('<'), p.NONE, p.NONE, p.NONE, p.int(0xffffffff), p.int(0xffffffff), p.int(0)),
          p.BUILD,
        ),
      ],
      [p.text('numpy_array_alignment_bytes'), p.int(16)],
      ...state,
    ),
    p.BUILD,
    data,
    rest,
    p.TUPLE,
    p.STOP,
  );

/** Zstandard, a frame with one stored block. */
const zstd = (bytes: p.Bytes): p.Bytes =>
  join('\x28\xb5\x2f\xfd', '\x00\x58', p.u32((bytes.length << 3) | 1).subarray(0, 3), bytes);

/** joblib before 0.10. */
const zFile = (bytes: p.Bytes): p.Bytes => join(`ZF0x${bytes.length.toString(16)}`.padEnd(21), deflateSync(bytes));

/** Sixty small dicts, compressed by the reference library (level 19): literals with a code, sequences with tables. */
const ZSTD_RECORDS = Buffer.from(
  'KLUv/WBNCQUXAHQcgAJdcQAofXEBKFgFAAAAbGF5ZXJxAlgOYmxvY2suMC53ZWlnaHRxA1gEcm93c3EETSwEYXRlcQVHAHV9cQYoaAJYDDEuYmlhc3EHaARNKw9oBUc/0AgyLm5vcm1xCRgC4AozC2gES2voDDQNTAjwDjUPfwf0EA42EQwP+BIMNxM+D/wUDDgV0QRAABYOORfaAhgNMTAZegwEGjEbfAYcMh0CCB4PMx9eAQogIf4MIjUjIA8OJDYlZwwQJjcnqQ0RKDgpOg4SKjkrsgsTLA8yLSUBFC4xL9YPFTAyMUEIFjINMjP1DRc0NDWiCRg2NTdZDBk4Njk6Cxo6NzsKDRs8OD1vBxw+OT/qHUAzMEE4BR5CMUNxCh9EMkVUAyBGM0fBBoBINEmLCCFKNUv7A4BMDzNNbEAiTjdPeIBQOFECCyNSOVMiDYBUNDBVpCRWNDFXqw0kgFgyWc4DJVozW3ABgFw0XZcKJl41X+4IJmA2YYwHJwBiN2PoCSdkOGV2AigAZjlnAQGAaDUwaQ0NKQBqDTVrbQgpbDJtWwEqbjNvCgoqcDVxbQQrcjVzDgyAdDZ1Wyx2N3dIA4B4OHmuCC0Aejl7mgeAZS6BMKghuC0pSPZYA+GWiJQ4B9E0I4nTFPeQwgeCRbAskjMRwvydgodoiIl4c7HqtqXyR1D6ud84/wh2De+YPkv3JpNF4cAQ+j4f66xxo/gtF3u4sWobN8kMQkAo+MkfHsd68temf/x3+waCAF6/ZMwnR0SD7w32Dq5oTR18Stp5lH/D1yNJ6dcF+b2akX9ZGuCP1F8TwXcgz7eQjzzDEfnicIbyfyHlTrrIMtyLI+r7cdbDM2/NIn38Bia/hZCR/hmRLwfLOZR4+nYhdsFfXWzbehtY6MF0nAOX1sL2hWUQvU7REoBr/B3TYDrYh7feIRNc5grZvHMSj58yoOR/AFIzHnuJo/fr0hofNUCjn91pRPxhpMotswo=',
  'base64',
);

const compressed: readonly Sample[] = [
  sample('compressed', 'malicious')('evil.pkl.gz', gzipSync(evil)),
  sample('compressed', 'malicious')('evil-zlib.joblib', deflateSync(evil)),
  sample('compressed', 'malicious')('evil-lz4.joblib', lz4(evil)),
  sample('compressed', 'malicious')('two-members.gz', join(gzipSync(fine), gzipSync(evil))),
  sample('compressed', 'malicious')('twice.gz', gzipSync(gzipSync(evil))),
  sample('compressed', 'malicious')('evil.tar.gz', gzipSync(tar([{ name: 'model/weights.pkl', bytes: evil }]))),
  sample('compressed', 'malicious')('evil.zip.gz', gzipSync(zip([{ name: 'm.pkl', bytes: evil }]))),
  sample('compressed', 'malicious')('cut.gz', gzipSync(join(evil, Buffer.alloc(60_000, 'ab'))).subarray(0, 90)),
  sample('compressed', 'flagged')('behind.gz', join(gzipSync(fine), 'more')),
  sample('compressed', 'flagged')(
    'bomb.pkl.gz',
    gzipSync(join(p.proto(3), 'B', p.u32(80_000_000), new Uint8Array(80_000_000), p.STOP), { level: 9 }),
  ),
  sample('compressed', 'safe')('fine.pkl.gz', gzipSync(fine)),
  sample('compressed', 'safe')('fine-zlib.joblib', deflateSync(fine)),
  sample('compressed', 'safe')('fine-lz4.joblib', lz4(fine)),
  sample('compressed', 'unknown')('table.csv.gz', gzipSync('a,b\n1,2\n')),
  sample('not inspected', 'flagged')('model.7z', join('7z\xbc\xaf\x27\x1c', new Uint8Array(64))),
  sample('not inspected', 'flagged')('model.rar', join('Rar!\x1a\x07\x01\0', new Uint8Array(64))),
  sample('compressed', 'malicious')('evil-zf.joblib', zFile(evil)),
  sample('compressed', 'safe')('fine-zf.joblib', zFile(fine)),
  sample('compressed', 'malicious')('evil.pkl.zst', zstd(evil)),
  sample('compressed', 'malicious')('evil-zstd.zip', zip([{ name: 'm.pkl', bytes: zstd(evil), method: 93 }])),
  sample('compressed', 'malicious')(
    'two-frames.zst',
    join(zstd(fine), '\x5a\x2a\x4d\x18', p.u32(4), 'skip', zstd(evil)),
  ),
  sample('compressed', 'safe')('fine.pkl.zst', zstd(fine)),
  sample('compressed', 'safe')('records.pkl.zst', ZSTD_RECORDS),
  sample('compressed', 'flagged')('cut.zst', ZSTD_RECORDS.subarray(0, 400)),
  sample('not inspected', 'flagged')('deflate64.zip', zip([{ name: 'm.pkl', bytes: fine, method: 9 }])),
  sample('not inspected', 'flagged')('encrypted.zip', zip([{ name: 'm.pkl', bytes: fine, flags: 1 }])),
  sample('not inspected', 'flagged')('model.zst', join('\x28\xb5\x2f\xfd', new Uint8Array(64))),
  sample('not inspected', 'flagged')('unknown-method.zip', zip([{ name: 'm.pkl', bytes: fine, method: 97 }])),
];

const arrays: readonly Sample[] = [
  sample('joblib', 'safe')('array.joblib', joblib(p.NONE)),
  sample('joblib', 'malicious')('array-then-payload.joblib', joblib(p.system())),
  sample('joblib', 'malicious')(
    'object-array.joblib',
    joblib(p.NONE, [[p.text('dtype'), p.call(p.global('numpy', 'dtype'), p.text('O8'), p.NEWFALSE, p.NEWTRUE)]], evil),
  ),
  sample('joblib', 'malicious')(
    'unaligned.joblib',
    joblib(p.system(), [[p.text('numpy_array_alignment_bytes'), p.NONE]], new Uint8Array(64)),
  ),
  sample('joblib', 'flagged')(
    'external.joblib',
    pickle(
      join(
        p.global('joblib.numpy_pickle', 'NDArrayWrapper'),
        p.EMPTY_TUPLE,
        p.NEWOBJ,
        p.dict([p.text('filename'), p.text('../../x.npy')]),
        p.BUILD,
      ),
    ),
  ),
  sample('npy', 'safe')('a.npy', array),
  sample('npy', 'safe')('version-2.npy', npy(npyHead("'<i8'", '(3,)'), new Uint8Array(24), 2)),
  sample('npy', 'safe')(
    'structured.npy',
    npy(npyHead("[('a', '<f4'), ('b', '<i4', (2,))]", '(2,)'), new Uint8Array(24)),
  ),
  sample('npy', 'safe')('scalar.npy', npy(npyHead("'<f8'", '()'), new Uint8Array(8))),
  sample('npy', 'safe')('objects.npy', npy(npyHead("'|O'", '(1,)'), pickle(p.list(p.int(1))))),
  sample('npy', 'malicious')('evil-objects.npy', npy(npyHead("'|O'", '(1,)'), evil)),
  sample('npy', 'malicious')('nested-objects.npy', npy(npyHead("[('a', '<f4'), ('b', [('c', '|O')])]", '(1,)'), evil)),
  sample('npy', 'malicious')('sized-objects.npy', npy(npyHead("'O8'", '(1,)'), evil)),
  sample('npy', 'malicious')('escaped-objects.npy', npy(npyHead("'|\\x4f'", '(1,)'), evil)),
  sample('npy', 'flagged')('shape-bomb.npy', npy(npyHead("'<f8'", '(99999999, 99999999)'), new Uint8Array(8))),
  sample('npy', 'flagged')('code-in-header.npy', npy("__import__('os').system('x')", new Uint8Array(8))),
  sample('npy', 'flagged')('behind.npy', join(array, 'more')),
  sample('npy', 'flagged')('cut.npy', array.subarray(0, array.length - 4)),
  sample('npy', 'flagged')('header-bomb.npy', join('\x93NUMPY\x02\0', p.u32(0x7fffffff), '{')),
  sample('npz', 'safe')(
    'a.npz',
    zip([
      { name: 'x.npy', bytes: array },
      { name: 'y.npy', bytes: array, deflated: true },
    ]),
  ),
  sample('npz', 'malicious')(
    'evil.npz',
    zip([
      { name: 'x.npy', bytes: array },
      { name: 'y.npy', bytes: npy(npyHead("'|O'", '(1,)'), evil), deflated: true },
    ]),
  ),
];

const zips: readonly Sample[] = [
  sample('zip', 'malicious')('evil.zip', zip([{ name: 'model.pkl', bytes: evil, deflated: true }])),
  sample('zip', 'malicious')('no-suffix.zip', zip([{ name: 'weights', bytes: evil }])),
  sample('zip', 'malicious')(
    'nested.zip',
    zip([
      {
        name: 'inner.zip',
        bytes: zip([{ name: 'deep.zip', bytes: zip([{ name: 'm.pkl', bytes: evil }]) }]),
        deflated: true,
      },
    ]),
  ),
  sample('zip', 'malicious')(
    'tar-in-zip.mar',
    zip([
      { name: 'MAR-INF/MANIFEST.json', bytes: join('{}') },
      { name: 'model.tar', bytes: tar([{ name: 'm.pkl', bytes: evil }]) },
    ]),
  ),
  sample('zip', 'flagged')(
    'ten-deep.zip',
    Array.from({ length: 10 }).reduce<p.Bytes>((bytes) => zip([{ name: 'a.zip', bytes }]), evil),
  ),
  sample('zip flags', 'malicious')('encrypted-flag.zip', zip([{ name: 'm.pkl', bytes: evil, flags: 1 }])),
  sample('zip flags', 'flagged')(
    'encrypted.zip',
    zip([{ name: 'm.pkl', bytes: join('\x9e\x01\xfe\x33\x77\x12'), flags: 1 }]),
  ),
  sample('zip flags', 'malicious')('patch-flag.zip', zip([{ name: 'm.pkl', bytes: evil, flags: 0x20 }])),
  sample('zip flags', 'malicious')('strong-flag.zip', zip([{ name: 'm.pkl', bytes: evil, flags: 0x41 }])),
  sample('zip flags', 'malicious')('wrong-checksum.zip', zip([{ name: 'm.pkl', bytes: evil, central: { crc: 7 } }])),
  sample('zip header', 'malicious')(
    'other-name.zip',
    zip([{ name: 'a/data.pkl', bytes: evil, local: { name: 'a/data.txt' } }]),
  ),
  sample('zip header', 'flagged')(
    'other-name-fine.zip',
    zip([{ name: 'a/data.pkl', bytes: fine, local: { name: 'b/data.pkl' } }]),
  ),
  sample('zip header', 'flagged')('other-method.zip', zip([{ name: 'm.pkl', bytes: fine, local: { method: 8 } }])),
  sample('zip header', 'flagged')('other-flags.zip', zip([{ name: 'm.pkl', bytes: fine, local: { flags: 1 } }])),
  sample('zip header', 'flagged')('other-size.zip', zip([{ name: 'm.pkl', bytes: fine, local: { size: 3 } }])),
  sample('zip header', 'flagged')('wrong-count.zip', zip([{ name: 'm.pkl', bytes: fine }], { count: 7 })),
  sample('zip header', 'malicious')('no-directory.pkl', zip([{ name: 'm.pkl', bytes: evil }]).subarray(0, -40)),
  sample('zip duplicate', 'malicious')(
    'twice-second-evil.pt',
    torchZip(pickle(stateDict()), [{ name: 'archive/data.pkl', bytes: evil }]),
  ),
  sample('zip duplicate', 'malicious')(
    'twice-first-evil.zip',
    zip([
      { name: 'm.pkl', bytes: evil },
      { name: 'm.pkl', bytes: fine },
    ]),
  ),
  sample('zip duplicate', 'flagged')(
    'case.zip',
    zip([
      { name: 'm.pkl', bytes: fine },
      { name: 'M.pkl', bytes: fine },
    ]),
  ),
  sample('zip duplicate', 'malicious')(
    'hidden.zip',
    zip([
      { name: 'm.pkl', bytes: fine },
      { name: 'n.pkl', bytes: evil, hidden: true },
      { name: 'o.pkl', bytes: fine },
    ]),
  ),
  sample('zip duplicate', 'malicious')(
    'hidden-last.zip',
    zip([
      { name: 'm.pkl', bytes: fine },
      { name: 'n.pkl', bytes: evil, hidden: true },
    ]),
  ),
  sample('zip duplicate', 'flagged')(
    'second-end.zip',
    zip([{ name: 'm.pkl', bytes: fine }], { comment: join('PK\x05\x06', new Uint8Array(18)) }),
  ),
  sample('zip bomb', 'flagged')(
    'bomb.zip',
    zip([
      {
        name: 'm.pkl',
        bytes: join(p.proto(3), 'B', p.u32(60_000_000), new Uint8Array(60_000_000), p.STOP),
        deflated: true,
      },
    ]),
  ),
  sample('zip bomb', 'flagged')('overlapping.zip', overlapping()),
  sample('polyglot', 'malicious')('pickle-then-zip.pkl', join(evil, zip([{ name: 'a.npy', bytes: array }]))),
  sample('polyglot', 'malicious')('pickle-then-torch.pt', join(evil, torchZip(pickle(stateDict())))),
  sample('polyglot', 'flagged')('fine-pickle-then-zip.pkl', join(fine, zip([{ name: 'a.npy', bytes: array }]))),
  sample('polyglot', 'malicious')('npy-then-zip.npy', join(array, zip([{ name: 'm.pkl', bytes: evil }]))),
  sample('polyglot', 'malicious')('zip-then-pickle.pt', join(torchZip(pickle(stateDict())), evil)),
  sample('path traversal', 'malicious')('slip.zip', zip([{ name: '../../.bashrc', bytes: join('x') }])),
  sample('path traversal', 'malicious')('absolute.zip', zip([{ name: '/etc/cron.d/x', bytes: join('x') }])),
  sample('path traversal', 'malicious')('drive.zip', zip([{ name: 'C:\\x.txt', bytes: join('x') }])),
  sample('path traversal', 'malicious')('backslash.zip', zip([{ name: '..\\..\\x.txt', bytes: join('x') }])),
  sample('path traversal', 'flagged')('link.zip', zip([{ name: 'a', bytes: join('/etc/passwd'), mode: 0o120777 }])),
  sample('zip', 'safe')(
    'fine.zip',
    zip([
      { name: 'm.pkl', bytes: fine, deflated: true },
      { name: 'readme.txt', bytes: join('hello') },
    ]),
  ),
  sample('zip', 'unknown')('texts.zip', zip([{ name: 'a.txt', bytes: join('import os; os.system("x")') }])),
  sample('zip', 'unknown')('empty.zip', zip([])),
  sample('zip', 'safe')('zip-in-zip.zip', zip([{ name: 'inner.zip', bytes: zip([{ name: 'm.pkl', bytes: fine }]) }])),
];

/** Two entries of the directory that lead to one member. */
function overlapping(): p.Bytes {
  const one = zip([
    { name: 'm.pkl', bytes: fine },
    { name: 'n.pkl', bytes: fine },
  ]);
  const view = new DataView(one.buffer, one.byteOffset, one.length);
  const second = Buffer.from(one).lastIndexOf('PK\x01\x02');
  view.setUint32(second + 42, 0, true);
  return one;
}

const tars: readonly Sample[] = [
  sample('tar', 'malicious')('evil.tar', tar([{ name: 'm.pkl', bytes: evil }])),
  sample('tar', 'malicious')(
    'evil.nemo',
    tar([{ name: './model_weights.ckpt', bytes: torchZip(pickle(p.list(p.system()))) }]),
  ),
  sample('path traversal', 'malicious')('slip.tar', tar([{ name: '../x', bytes: join('x') }])),
  sample('path traversal', 'malicious')('absolute.tar', tar([{ name: '/tmp/x', bytes: join('x') }])),
  sample('path traversal', 'malicious')('link-out.tar', tar([{ name: 'a', type: '2', link: '../../etc/passwd' }])),
  sample('path traversal', 'malicious')('hard-link-out.tar', tar([{ name: 'a', type: '1', link: '/etc/passwd' }])),
  sample('tar', 'flagged')('device.tar', tar([{ name: 'a', type: '3' }])),
  sample('tar', 'flagged')(
    'twice.tar',
    tar([
      { name: 'm.pkl', bytes: fine },
      { name: 'm.pkl', bytes: fine },
    ]),
  ),
  sample('tar', 'malicious')(
    'behind-the-end.tar',
    join(tar([{ name: 'm.pkl', bytes: fine }]), tar([{ name: 'n.pkl', bytes: evil }])),
  ),
  sample('tar', 'safe')(
    'fine.tar',
    tar([
      { name: 'model/', type: '5' },
      { name: 'model/m.pkl', bytes: fine },
      { name: 'model/link', type: '2', link: 'm.pkl' },
    ]),
  ),
];

export const CONTAINERS: readonly Sample[] = [...compressed, ...arrays, ...zips, ...tars];

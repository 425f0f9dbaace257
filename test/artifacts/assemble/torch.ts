import { zip, type ZipMember } from './containers';
import * as p from './pickle';
import { join, pickle, proto, type Bytes } from './pickle';

/** `("storage", FloatStorage, key, "cpu", count)`, and for the legacy format a view, which is None. */
export const storage = (key = '0', count = 4, legacy = false, type = p.global('torch', 'FloatStorage')): Bytes =>
  join(
    p.MARK,
    p.text('storage'),
    type,
    p.text(key),
    p.text('cpu'),
    p.int(count),
    legacy ? p.NONE : '',
    p.TUPLE,
    p.BINPERSID,
  );

export const tensor = (key = '0', legacy = false): Bytes =>
  join(
    p.global('torch._utils', '_rebuild_tensor_v2'),
    p.MARK,
    storage(key, 4, legacy),
    p.int(0),
    p.tuple(p.int(4)),
    p.tuple(p.int(1)),
    p.NEWFALSE,
    p.call(p.global('collections', 'OrderedDict')),
    p.TUPLE,
    p.REDUCE,
  );

export const stateDict = (legacy = false): Bytes =>
  join(p.call(p.global('collections', 'OrderedDict')), p.MARK, p.text('weight'), tensor('0', legacy), p.SETITEMS);

/** An archive as `torch.save` writes it, around a pickle. */
export const torchZip = (
  data: Bytes,
  more: readonly ZipMember[] = [],
  options: { readonly without?: string } = {},
): Bytes =>
  zip(
    [
      { name: 'archive/data.pkl', bytes: data },
      { name: 'archive/byteorder', bytes: join('little') },
      { name: 'archive/data/0', bytes: new Uint8Array(16) },
      { name: 'archive/version', bytes: join('3\n') },
      ...more,
    ].filter(({ name }) => name !== options.without),
  );

const MAGIC = 0x1950a86a20f9469cfc6cn;

/** The five pickles and the raw storages of torch before 1.6. */
export const torchLegacy = (
  data: Bytes,
  changed: { readonly magic?: Bytes; readonly info?: Bytes; readonly keys?: Bytes } = {},
): Bytes =>
  join(
    changed.magic ?? pickle(p.long(MAGIC)),
    pickle(p.int(1001)),
    changed.info ??
      pickle(
        p.dict(
          [p.text('protocol_version'), p.int(1001)],
          [p.text('little_endian'), p.NEWTRUE],
          [
            p.text('type_sizes'),
            p.dict([p.text('short'), p.int(2)], [p.text('int'), p.int(4)], [p.text('long'), p.int(4)]),
          ],
        ),
      ),
    join(proto(2), data, p.STOP),
    changed.keys ?? pickle(p.list(p.text('0'))),
    p.u64(4),
    new Uint8Array(16),
  );

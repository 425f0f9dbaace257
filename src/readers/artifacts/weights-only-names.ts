/** What `torch.load(weights_only=True)` allows by default: `torch._weights_only_unpickler._get_allowed_globals()`, by version. */

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

const named = (prefix: string, names: string, suffix = ''): readonly string[] =>
  words(names).map((name) => `${prefix}.${name}${suffix}`);

const PLAIN = 'BFloat16 Byte Char Double Float Half Int Long Short';
const COMPLEX = 'ComplexDouble ComplexFloat';

/** Classes: they can be called, made by `__new__`, and built upon. */
const CLASSES = [
  'collections.Counter',
  'collections.OrderedDict',
  'builtins.bytearray',
  'builtins.complex',
  'builtins.set',
  'torch.Size',
  'torch.Tensor',
  'torch.device',
  'torch.nn.parameter.Parameter',
  'torch.storage.TypedStorage',
  'torch.storage.UntypedStorage',
  ...named('torch', `${PLAIN} Bool`, 'Tensor'),
  ...named('torch.cuda', `${PLAIN} Bool`, 'Tensor'),
  ...named('torch.sparse', PLAIN, 'Tensor'),
  ...named('torch.cuda.sparse', PLAIN, 'Tensor'),
];

const FUNCTIONS = [
  '_codecs.encode',
  'torch.serialization._get_layout',
  'torch._tensor._rebuild_from_type_v2',
  ...named(
    'torch._utils',
    `_rebuild_device_tensor_from_cpu_tensor _rebuild_device_tensor_from_numpy _rebuild_meta_tensor_no_storage
     _rebuild_nested_tensor _rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor _rebuild_sparse_tensor
     _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_wrapper_subclass`,
  ),
];

/** Names that stand for a value: they cannot be called. Storages of one type are read as such. */
const VALUES = [
  ...named('torch', `${PLAIN} Bool ${COMPLEX} QInt32 QInt8 QUInt2x4 QUInt4x2 QUInt8`, 'Storage'),
  ...named('torch.cuda', `${PLAIN} Bool ${COMPLEX}`, 'Storage'),
  ...named(
    'torch',
    `bfloat16 bits16 bits1x8 bits2x4 bits4x2 bits8 bool complex128 complex32 complex64 float16 float32 float64
     float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz int16 int32 int64 int8 per_channel_affine
     per_channel_affine_float_qparams per_channel_symmetric per_tensor_affine per_tensor_symmetric qint32 qint8 quint2x4
     quint4x2 quint8 uint16 uint32 uint64 uint8`,
  ),
];

const SINCE_2_13 = named(
  'torch',
  'float4_e2m1fn_x2 float8_e8m0fnu int1 int2 int3 int4 int5 int6 int7 uint1 uint2 uint3 uint4 uint5 uint6 uint7',
);

export interface WeightsOnlyVersion {
  /** Of torch. */
  readonly version: string;
  readonly classes: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  /** It looks at what SETITEM writes into; before, whatever the object did with it was done. */
  readonly checksItems: boolean;
}

const [classes, functions] = [new Set(CLASSES), new Set(FUNCTIONS)];

/** Newest last; the allow-list of the versions between is one of the two, but for dtypes that came meanwhile. */
export const WEIGHTS_ONLY_VERSIONS: readonly WeightsOnlyVersion[] = [
  { version: '2.6', classes, functions, values: new Set(VALUES), checksItems: false },
  { version: '2.13', classes, functions, values: new Set([...VALUES, ...SINCE_2_13]), checksItems: true },
];

/** Modules that it never takes anything from, whatever a user adds. */
export const BLOCKED_MODULES: ReadonlySet<string> = new Set(['sys', 'os', 'posix', 'nt']);

/** How many arguments the allowed callables take, at least and at most; others are not known. */
export const ARITY: Readonly<Record<string, readonly [least: number, most: number]>> = {
  'collections.OrderedDict': [0, 1],
  'collections.Counter': [0, 1],
  'builtins.set': [0, 1],
  'builtins.bytearray': [0, 3],
  'builtins.complex': [0, 2],
  'torch.Size': [0, 1],
  'torch.device': [1, 2],
  '_codecs.encode': [1, 3],
  'torch.serialization._get_layout': [1, 1],
  'torch._utils._rebuild_tensor': [4, 4],
  'torch._utils._rebuild_tensor_v2': [6, 7],
  'torch._utils._rebuild_parameter': [3, 3],
  'torch._utils._rebuild_parameter_with_state': [4, 4],
};

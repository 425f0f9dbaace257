import { WEIGHTS_ONLY_VERSIONS } from '../../readers/artifacts/weights-only-names';

/**
 * What a name in a pickle is good for. `inert`: making it runs nothing. `framework`: a class of a known library, which only full
 * unpickling makes. `dangerous`: it runs, loads or opens something. `unknown`: everything else.
 */
export type NameTier = 'inert' | 'framework' | 'dangerous' | 'unknown';

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Data types, and what rebuilds arrays and tensors from bytes. */
const INERT = new Set([
  ...WEIGHTS_ONLY_VERSIONS.flatMap(({ classes, functions, values }) => [...classes, ...functions, ...values]),
  ...words(`
    numpy.ndarray numpy.dtype numpy.bool_ numpy.bool numpy.matrix numpy.recarray numpy.record numpy.void numpy.str_
    numpy.bytes_ numpy.generic numpy.number numpy.int8 numpy.int16 numpy.int32 numpy.int64 numpy.uint8 numpy.uint16
    numpy.uint32 numpy.uint64 numpy.float16 numpy.float32 numpy.float64 numpy.longdouble numpy.complex64
    numpy.complex128 numpy.datetime64 numpy.timedelta64 numpy.object_
    numpy.core.multiarray._reconstruct numpy._core.multiarray._reconstruct numpy.core.multiarray.scalar
    numpy._core.multiarray.scalar numpy.core.numeric._frombuffer numpy._core.numeric._frombuffer
    numpy.core._internal._reconstruct numpy._core._internal._reconstruct numpy.core._ufunc_reconstruct numpy._core._ufunc_reconstruct numpy.core._multiarray_umath._reconstruct
    numpy.ma.core._mareconstruct numpy.ma.core.MaskedArray numpy.random._pickle.__randomstate_ctor
    numpy.random._pickle.__generator_ctor numpy.random._pickle.__bit_generator_ctor numpy.random._mt19937.MT19937
    numpy.random._pcg64.PCG64 numpy.random.bit_generator.SeedSequence numpy.random._philox.Philox
    numpy.random._sfc64.SFC64
    collections.deque collections.defaultdict collections.ChainMap collections.UserDict collections.UserList
    collections.UserString datetime.datetime datetime.date datetime.time datetime.timedelta datetime.timezone
    zoneinfo.ZoneInfo._unpickle decimal.Decimal _pydecimal.Decimal fractions.Fraction uuid.UUID uuid.SafeUUID
    pathlib.Path pathlib.PosixPath pathlib.WindowsPath pathlib.PurePath pathlib.PurePosixPath pathlib.PureWindowsPath
    pathlib._local.Path pathlib._local.PosixPath pathlib._local.WindowsPath pathlib._local.PurePosixPath
    builtins.frozenset builtins.slice builtins.range builtins.object builtins.list builtins.dict builtins.tuple
    builtins.int builtins.float builtins.str builtins.bytes builtins.bool builtins.type builtins.Ellipsis
    builtins.NotImplemented builtins.NoneType types.NoneType types.SimpleNamespace types.MappingProxyType
    array._array_reconstructor array.array copyreg._reconstructor copyreg.__newobj__ copyreg.__newobj_ex__
    argparse.Namespace functools.partial operator.itemgetter operator.attrgetter enum.Enum enum.IntEnum
    joblib.numpy_pickle.NumpyArrayWrapper joblib.numpy_pickle_compat.NDArrayWrapper string.Template
    sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper sklearn.externals.joblib.numpy_pickle.NDArrayWrapper
    io.BytesIO _io.BytesIO io.StringIO _io.StringIO zoneinfo.ZoneInfo typing.Any typing.Union typing.Optional typing.List
    typing.Dict typing.Tuple typing.Set typing.FrozenSet typing.Type typing.Callable typing.Generic typing.Sequence
    inspect.Signature inspect.Parameter inspect._ParameterKind inspect._empty random.Random
    re.RegexFlag re._compile logging.getLogger typing.Mapping typing.Iterable typing.Literal
    torch.storage._LegacyStorage torch.FloatStorage torch._utils._rebuild_parameter torch.layout torch.strided
    torch.memory_format torch.dtype torch.Generator torch._utils._rebuild_device_tensor_from_numpy
    torch._utils._rebuild_xla_tensor torch._utils._rebuild_sparse_csr_tensor torch.jit._pickle.build_intlist
    torch.jit._pickle.build_tensorlist torch.jit._pickle.build_doublelist torch.jit._pickle.build_boollist
    torch.jit._pickle.build_tensor_from_id torch.jit._pickle.restore_type_tag
    torch.distributed._shard.sharded_tensor.metadata.TensorProperties scipy.sparse._csr.csr_matrix
  `),
]);

/** Libraries whose classes models are made of. */
const LIBRARIES = words(`
  sklearn scipy xgboost lightgbm catboost _catboost torch torchvision torchaudio torchmetrics transformers timm
  ultralytics pandas numpy spacy thinc gensim fastai fastcore fasttransform nltk statsmodels joblib imblearn sentence_transformers
  diffusers peft tokenizers safetensors pytorch_lightning lightning lightning_fabric keras tensorflow
  category_encoders umap hdbscan prophet pmdarima mlxtend skorch feature_engine sktime tslearn skl2onnx networkx
  omegaconf flair allennlp detectron2 mmcv mmengine mmdet accelerate datasets huggingface_hub onnx optuna interpret
  econml causalml lifelines pyod river cuml cudf polars pyarrow shap sympy PIL jax jaxlib flax haiku optax easydict
  addict yacs treelite fairseq hydra argparse pycaret autogluon h2o
`);

/** Parts of those that do more than hold data. */
const NO_MODEL = new Set(
  words(`testing tests test _testing f2py distutils hub io cli commands multiprocessing distributed cpp_extension
    _dynamo _inductor package jit _jit_internal fx bottleneck collect_env conftest setup parsers computation datapipes
    externals tensorboard dynamic_module_utils backends compile_utils file_utils download downloads exec executor executors runners launch
    launcher launchers scripts _build_utils build_utils`),
);
/** Within those that do: metadata and hooks that checkpoints hold. */
const STILL_MODEL = /^(?:scipy\.sparse\.|torch\.utils\.hooks\.|sklearn\.datasets\.)/;

/** Functions that rebuild objects of those libraries. */
const REBUILDING = new Set(
  words(`
    sklearn.neighbors._kd_tree.newObj sklearn.neighbors._ball_tree.newObj sklearn.metrics._dist_metrics.newObj
    pandas._libs.internals._unpickle_block pandas.core.indexes.base._new_Index pandas.core.indexes.datetimes._new_DatetimeIndex
    pandas.core.indexes.period._new_PeriodIndex pandas._libs.tslibs.timestamps._unpickle_timestamp
    pandas._libs.tslibs.offsets._offset_unpickle pandas._libs.tslibs.nattype._nat_unpickle
    pandas._libs.tslibs.timedeltas._timedelta_unpickle dill._dill._create_array scipy.sparse._base._array2d torch.storage._load_from_bytes
    torch._C._nn.gelu sklearn.utils._bunch.Bunch sklearn.utils.Bunch spacy.vocab.unpickle_vocab
    spacy.tokens.doc.unpickle_doc thinc.model.Model xgboost.core.Booster lightgbm.basic.Booster
    _catboost._CatBoostBase transformers.tokenization_utils_base.AddedToken tokenizers.AddedToken
    sympy.core.numbers.Integer keras.src.saving.keras_saveable.KerasSaveable._unpickle_model
  `),
);

/** Modules of which nothing belongs into a model: they start programs, import code, reach the network or the machine. */
const DANGEROUS_MODULES = words(`
  os posix nt posixpath ntpath subprocess _posixsubprocess sys shutil socket _socket ssl ctypes _ctypes cffi importlib imp
  _imp _frozen_importlib runpy pty tty commands code codeop pdb bdb timeit cProfile profile trace webbrowser
  multiprocessing concurrent asyncio threading _thread signal pickle _pickle cPickle dill shelve marshal tempfile
  glob fileinput urllib urllib2 http httplib requests urllib3 aiohttp httpx ftplib smtplib poplib imaplib nntplib telnetlib
  xmlrpc socketserver select selectors platform pip _pip setuptools pkg_resources distutils ensurepip venv zipimport zipfile
  tarfile pkgutil pydoc doctest unittest idlelib lib2to3 tkinter antigravity turtle turtledemo curses readline rlcompleter
  sqlite3 dbm cgi cgitb crypt fcntl mmap resource syslog pwd grp getpass mailcap site sysconfig atexit gc _pyrepl _osx_support
  _aix_support linecache logging.config jsonpickle IPython ipykernel jupyter_client paramiko fabric pexpect sh plumbum invoke
  torch.hub torch.utils.cpp_extension torch._dynamo torch._inductor torch.package torch.utils.bottleneck
  torch.utils.collect_env torch.testing torch.distributed.run torch.distributed.elastic numpy.f2py numpy.distutils
  numpy.testing pandas.io pandas.core.computation scipy.io pydoc_data test winreg _winapi msvcrt win32api pywintypes
  pyarrow.fs pyarrow._fs pyarrow.flight pyarrow._flight pyarrow.parquet pyarrow.csv pyarrow.json pyarrow.dataset pyarrow.hdfs
  h2o.backend PIL.ImageShow PIL.ImageGrab tensorflow.python.platform tensorflow.python.lib tensorflow.python.framework.load_library
  numpy.lib._datasource joblib.externals.loky huggingface_hub.repository huggingface_hub.hf_file_system fsspec smart_open
  pyarrow.plasma torch.utils.data.datapipes lightning_utilities.install
  ptpython bpython code_interact pyexec execnet ray celery dask.distributed tornado twisted gunicorn flask django
`);

const DANGEROUS_NAMES = new Set(
  words(`
    builtins.eval builtins.exec builtins.compile builtins.open builtins.__import__ builtins.getattr builtins.setattr
    builtins.delattr builtins.globals builtins.locals builtins.vars builtins.breakpoint builtins.input builtins.map
    builtins.filter builtins.execfile builtins.apply builtins.reload builtins.file builtins.help builtins.exit builtins.quit
    builtins.__build_class__ builtins.__dict__ builtins.memoryview
    io.open io.open_code io.FileIO _io.open _io.FileIO io.OpenWrapper codecs.open types.CodeType types.FunctionType
    types.LambdaType types.ModuleType types.MethodType functools.reduce operator.methodcaller _operator.methodcaller
    operator.call _operator.call weakref.finalize uuid._get_command_stdout uuid._popen inspect.getattr_static
    functools.singledispatch itertools.starmap collections.namedtuple yaml.load yaml.unsafe_load yaml.full_load
    yaml.load_all yaml.unsafe_load_all ruamel.yaml.load joblib.load joblib.numpy_pickle.load joblib.dump pandas.read_pickle
    pandas.eval pandas.read_csv numpy.load numpy.loads numpy.fromfile numpy.memmap numpy.save numpy.savetxt numpy.genfromtxt
    numpy.loadtxt torch.load torch.save torch.jit.load torch.jit.script torch.compile torch.ops.load_library
    torch.classes.load_library torch.serialization.load torch.jit.unsupported_tensor_ops.execWrapper
    torch.fx.graph_module._forward_from_src torch.fx.graph_module._exec_with_source torch._jit_internal.get_type_hints
    keras.models.load_model keras.saving.load_model tensorflow.keras.models.load_model tensorflow.io.read_file
    tensorflow.io.write_file tensorflow.load_library tensorflow.load_op_library tensorflow.raw_ops.ReadFile
    tensorflow.raw_ops.WriteFile tensorflow.raw_ops.PyFunc cloudpickle.load cloudpickle.loads cloudpickle.cloudpickle.load
    cloudpickle.cloudpickle._make_function cloudpickle.cloudpickle._builtin_type cloudpickle.cloudpickle.subimport
    cloudpickle.cloudpickle.dynamic_subimport logging.FileHandler logging.handlers.SocketHandler
    ast.literal_eval nltk.app nltk.downloader.download nltk.download spacy.cli.download numpy.ctypeslib.load_library
    sklearn.datasets.fetch_openml scipy.special._precompute.utils sympy.parsing.sympy_parser.parse_expr
    sympy.core.sympify.sympify gensim.utils.unpickle lightgbm.basic._load_lib transformers.pipeline
    transformers.dynamic_module_utils.get_class_from_dynamic_module huggingface_hub.hf_hub_download
    huggingface_hub.snapshot_download huggingface_hub.Repository huggingface_hub.HfFileSystem pandas.HDFStore
    pandas.ExcelWriter pandas.ExcelFile numpy.DataSource pyarrow.OSFile pyarrow.lib.OSFile pyarrow.MemoryMappedFile
    pyarrow.lib.MemoryMappedFile pyarrow.memory_map pyarrow.lib.memory_map
  `),
);

/** Which tier a name belongs to, with the attributes that follow a dotted one. */
export function tierOf(module: string, name: string): NameTier {
  const names = tiers.get(module);
  let tier = names?.get(name);
  if (tier !== undefined) return tier;
  tier = tierAnew(module, name);
  if (names === undefined || tiersKnown >= MOST_TIERS) {
    if (tiersKnown >= MOST_TIERS) [tiersKnown] = [0, tiers.clear()];
    tiers.set(module, new Map([[name, tier]]));
  } else names.set(name, tier);
  tiersKnown++;
  return tier;
}

/** Names are the same in file after file. */
const tiers = new Map<string, Map<string, NameTier>>();
let tiersKnown = 0;
const MOST_TIERS = 20_000;

function tierAnew(module: string, name: string): NameTier {
  const full = `${module}.${name}`;
  if (isDangerous(module, name)) return 'dangerous';
  if (INERT.has(full)) return 'inert';
  if (module === 'builtins' && EXCEPTION.test(name)) return 'inert';
  if (module.startsWith('__torch__')) return 'inert'; // a type of TorchScript, which Python does not import
  if (REBUILDING.has(full)) return 'framework';
  return isFramework(module, name) ? 'framework' : 'unknown';
}

/** A function or a method of a known library: naming it runs nothing, calling it may. */
export const isLibraryFunction = (module: string, name: string): boolean =>
  isOfLibrary(module) && /^\w+(?:\.\w+)*$/.test(name) && /(?:^|\.)[a-z_]\w*$/.test(name) && !/(?:^|\.)__/.test(name);

const EXCEPTION = /^[A-Z]\w*(?:Error|Exception|Warning|Exit|Iteration|Interrupt)$/;

function isDangerous(module: string, name: string): boolean {
  if (REBUILDING.has(`${module}.${name}`)) return false;
  if (DANGEROUS_NAMES.has(`${module}.${name}`) || isBelow(module)) return true;
  if (!name.includes('.')) return false;
  // `torch` + `serialization.os.system`: what the attributes lead to counts, not where they begin.
  const parts = name.split('.');
  return parts.some((part, index) => {
    const rest = parts.slice(index + 1).join('.');
    return /^__\w+__$/.test(part) || (rest !== '' && (isBelow(part) || DANGEROUS_NAMES.has(`${part}.${rest}`)));
  });
}

const MODULES = new Set(DANGEROUS_MODULES);

/** The module itself or one around it is dangerous. */
function isBelow(module: string): boolean {
  for (let at = module.length; at > 0; at = module.lastIndexOf('.', at - 1))
    if (MODULES.has(module.slice(0, at))) return true;
  return false;
}

const LIBRARY = new Set(LIBRARIES);

function isOfLibrary(module: string): boolean {
  const parts = module.split('.');
  return LIBRARY.has(parts[0]!) && (!parts.some((part) => NO_MODEL.has(part)) || STILL_MODEL.test(`${module}.`));
}

/** A class of a known library, by the way classes are written; or what Cython writes to rebuild one. */
function isFramework(module: string, name: string): boolean {
  if (!isOfLibrary(module)) return false;
  const parts = name.split('.');
  // `basic._LIB.LGBM_…` is a function of a library in C.
  const isClass =
    parts.every((part) => CLASS.test(part)) && !(parts.length > 1 && parts.some((part) => CONSTANT.test(part)));
  return isClass || CYTHON.test(name) || SPARSE.test(name);
}

const CLASS = /^_{0,2}[A-Z][A-Za-z0-9_]*$/;
const CONSTANT = /^_*[A-Z][A-Z0-9_]+$/;
const CYTHON = /^__pyx_unpickle_\w+$/;
const SPARSE = /^(?:csr|csc|coo|bsr|dia|dok|lil)_(?:matrix|array)$/;

import * as p from '../assemble/pickle';
import { ECHO, join, pickle, proto } from '../assemble/pickle';
import { sample, type Sample } from './sample';

/** Functions that run, load or open something; called with a text. */
const DANGEROUS =
  `posix.system nt.system os.system os.popen os.execv os.spawnlp os.remove subprocess.Popen subprocess.call
  subprocess.check_output subprocess.run subprocess.getoutput builtins.eval builtins.exec builtins.compile builtins.open
  builtins.__import__ builtins.breakpoint importlib.import_module runpy.run_path runpy._run_code pty.spawn socket.socket
  ctypes.CDLL ctypes.util.find_library webbrowser.open shutil.rmtree pickle.loads _pickle.loads dill.loads marshal.loads
  shelve.open code.InteractiveInterpreter timeit.timeit cProfile.run pdb.run bdb.Bdb.run trace.Trace.run
  multiprocessing.util.spawnv_passfds asyncio.unix_events._UnixSubprocessTransport._start urllib.request.urlopen
  urllib.request.urlretrieve http.client.HTTPSConnection requests.get ftplib.FTP smtplib.SMTP imaplib.IMAP4
  telnetlib.Telnet pip.main pip._internal.main setuptools.setup pydoc.pipepager doctest.debug_script
  tempfile.mktemp io.open codecs.open zipimport.zipimporter pkgutil.resolve_name types.FunctionType types.CodeType
  numpy.testing._private.utils.runstring numpy.f2py.crackfortran.getlincoef numpy.load numpy.memmap torch.load torch.hub.load
  torch.jit.load torch.utils.cpp_extension.load torch.utils.bottleneck.__main__.run_autograd_prof
  torch._dynamo.guards.GuardBuilder.get pandas.read_pickle pandas.eval pandas.core.computation.eval.eval joblib.load
  idlelib.pyshell.ModifiedInterpreter lib2to3.pgen2.grammar.Grammar.loads sqlite3.connect threading.Thread signal.signal
  distutils.file_util.write_file ensurepip._run_pip venv.create test.support.script_helper.assert_python_ok
  uuid._get_command_stdout logging.config.fileConfig profile.run turtledemo.__main__.DemoWindow cgitb.lookup
  sys.settrace site.execsitecustomize atexit.register tarfile.open weakref.finalize functools.reduce
  operator.methodcaller yaml.unsafe_load jsonpickle.decode IPython.start_ipython`.split(/\s+/);

/** Not on any list, and not known as harmless. */
const UNLISTED = `aiohttp_jinja2.setup mylib.run modeling_custom.Model.build yolo_tools.export setup_helper.main
  numpy.lib.npyio.loadtxt_helper llama_index.exec_utils.safe_eval nltk.internals.java internlm.launch wheel.cli.main
  matplotlib.testing.compare.comparable_formats babel.messages.frontend.main dns.query.tcp git.cmd.Git
  ansible.executor.task_queue pymongo.MongoClient boto3.client psutil.Popen twine.cli.dispatch pywin.run_script`.split(
  /\s+/,
);

const split = (name: string): [string, string] => {
  const parts = name.split('.');
  const classAt = parts.findIndex((part, index) => index > 0 && /^[A-Z]/.test(part));
  const at = classAt > 0 ? classAt : parts.length - 1;
  return [parts.slice(0, at).join('.'), parts.slice(at).join('.')];
};

const called = (name: string): p.Bytes => {
  const [module, own] = split(name);
  return own.includes('.')
    ? pickle(join(p.stackGlobal(module, own), p.tuple(p.shortText(ECHO)), p.REDUCE), 4)
    : pickle(p.call(p.global(module, own), p.text(ECHO)));
};

const gadgets: readonly Sample[] = [
  ...DANGEROUS.map((name) => sample('known gadget', 'malicious')(`${name}.pkl`, called(name))),
  ...UNLISTED.map((name) => sample('unlisted gadget', 'flagged')(`${name}.pkl`, called(name))),
];

const system = p.system();

const ways: readonly Sample[] = [
  ...[0, 1, 2, 3, 4, 5].map((protocol) =>
    sample('protocols', 'malicious')(`protocol-${protocol}.pkl`, p.evil(protocol)),
  ),
  ...(
    [
      ['newobj', join(p.global('subprocess', 'Popen'), p.tuple(p.text(ECHO)), p.NEWOBJ)],
      ['newobj-ex', join(p.global('subprocess', 'Popen'), p.tuple(p.text(ECHO)), p.EMPTY_DICT, p.NEWOBJ_EX)],
      ['obj', join(p.MARK, p.global('posix', 'system'), p.text(ECHO), p.OBJ)],
      ['inst', join(p.MARK, p.text(ECHO), p.inst('posix', 'system'))],
      ['in-a-list', p.list(p.int(1), system)],
      ['in-a-dict', p.dict([p.text('weights'), system])],
      ['popped', join(system, p.POP, p.NONE)],
      ['in-a-mark', join(p.MARK, system, p.POP_MARK, p.NONE)],
      ['python2-name', p.call(p.global('commands', 'getoutput'), p.text(ECHO))],
      ['python2-builtin', p.call(p.global('__builtin__', 'eval'), p.text('1'))],
      ['binput-name', join(p.global('posix', 'system'), p.put(7), p.POP, p.get(7), p.tuple(p.text(ECHO)), p.REDUCE)],
      ['as-argument', p.call(p.global('builtins', 'map'), p.global('posix', 'system'), p.list(p.text(ECHO)))],
      ['partial', p.call(p.call(p.global('functools', 'partial'), p.global('posix', 'system'), p.text(ECHO)))],
    ] as const
  ).map(([name, body]) => sample('ways to call', 'malicious')(`${name}.pkl`, pickle(body))),
  sample('ways to call', 'malicious')(
    'python2-protocol-0.pkl',
    join(p.global('commands', 'getoutput'), p.MARK, p.string(ECHO), p.TUPLE, p.REDUCE, p.STOP),
  ),
  sample('ways to call', 'malicious')(
    'string-escapes.pkl',
    join(p.string('\\x70osix'), p.string('system'), p.STACK_GLOBAL, p.MARK, p.string(ECHO), p.TUPLE, p.REDUCE, p.STOP),
  ),
  sample('ways to call', 'malicious')(
    'unicode-escapes.pkl',
    join(
      proto(4),
      p.unicode('posi\\u0078'),
      p.unicode('system'),
      p.STACK_GLOBAL,
      p.MARK,
      p.unicode(ECHO),
      p.TUPLE,
      p.REDUCE,
      p.STOP,
    ),
  ),
];

const broken: readonly Sample[] = (
  [
    ['junk-after', join(proto(2), system, '\xff\xff\xff')],
    ['no-stop', join(proto(2), system)],
    ['cut-in-argument', join(proto(2), system, 'X\xff\0\0\0abc')],
    ['underflow-after', join(proto(2), system, p.POP, p.POP, p.STOP)],
    ['missing-memo-after', join(proto(2), system, p.get(99), p.STOP)],
    ['no-mark-after', join(proto(2), system, p.TUPLE, p.STOP)],
    ['protocol-9', join(proto(9), system, p.STOP)],
    ['odd-items-after', join(proto(2), p.EMPTY_DICT, p.MARK, system, p.SETITEMS, p.STOP)],
    ['bad-number-after', join(proto(2), system, 'Iabc\n', p.STOP)],
    ['junk-before', join('\x00\x01\x02', p.evil())],
    ['behind-a-broken-one', join(proto(2), p.int(1), '\xfe', p.evil())],
    ['second-stream', join(pickle(p.int(1)), p.evil())],
    ['behind-zeros', join(pickle(p.int(1)), new Uint8Array(40), p.evil())],
    ['third-stream', join(pickle(p.int(1)), pickle(p.dict()), p.evil(4))],
  ] as const
).map(([name, bytes]) => sample('broken stream', 'malicious')(`${name}.pkl`, bytes));

const computed: readonly Sample[] = (
  [
    [
      'bytes-to-str',
      join(
        proto(4),
        p.call(p.stackGlobal('builtins', 'str'), p.shortBytes('posix'), p.shortText('ascii')),
        p.shortText('system'),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'codecs-decode',
      join(
        proto(4),
        p.call(p.stackGlobal('codecs', 'decode'), p.shortText('cbfvk'), p.shortText('rot13')),
        p.shortText('system'),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'base64-name',
      join(
        proto(4),
        p.call(p.stackGlobal('codecs', 'decode'), p.shortBytes('cG9zaXg='), p.shortText('base64')),
        p.shortText('system'),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'getattr-of-import',
      pickle(
        p.call(
          p.call(
            p.global('builtins', 'getattr'),
            p.call(p.global('builtins', '__import__'), p.text('os')),
            p.text('system'),
          ),
          p.text(ECHO),
        ),
      ),
    ],
    [
      'attrgetter',
      pickle(
        p.call(
          p.call(
            p.call(p.global('operator', 'attrgetter'), p.text('system')),
            p.call(p.global('importlib', 'import_module'), p.text('os')),
          ),
          p.text(ECHO),
        ),
      ),
    ],
    [
      'builtins-dict',
      pickle(
        p.call(p.call(p.global('operator', 'getitem'), p.global('builtins', '__dict__'), p.text('eval')), p.text('1')),
      ),
    ],
    [
      'sys-modules',
      pickle(
        p.call(
          p.call(
            p.global('builtins', 'getattr'),
            p.call(p.global('operator', 'getitem'), p.global('sys', 'modules'), p.text('os')),
            p.text('system'),
          ),
          p.text(ECHO),
        ),
      ),
    ],
    [
      'name-from-a-call',
      join(
        proto(4),
        p.call(p.stackGlobal('builtins', 'chr'), p.int(112)),
        p.shortText('system'),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'methodcaller',
      pickle(
        p.call(
          p.call(p.global('operator', 'methodcaller'), p.text('system'), p.text(ECHO)),
          p.global('posix', '__dict__'),
        ),
      ),
    ],
  ] as const
).map(([name, bytes]) => sample('computed import', 'malicious')(`${name}.pkl`, bytes));

export const PICKLES: readonly Sample[] = [...gadgets, ...ways, ...broken, ...computed];

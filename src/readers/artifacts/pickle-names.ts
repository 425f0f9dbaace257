import { PickledBytes, CollectionValue, MadeValue, NameValue, latin1, type PickleValue } from './pickle-values';

/** Modules and names of Python 2 that a pickle below protocol 3 still means: Python's `_compat_pickle`. */
const MODULES = `__builtin__ builtins, copy_reg copyreg, Queue queue, SocketServer socketserver, ConfigParser configparser,
  repr reprlib, tkFileDialog tkinter.filedialog, tkSimpleDialog tkinter.simpledialog, tkColorChooser tkinter.colorchooser,
  tkCommonDialog tkinter.commondialog, Dialog tkinter.dialog, Tkdnd tkinter.dnd, tkFont tkinter.font,
  tkMessageBox tkinter.messagebox, ScrolledText tkinter.scrolledtext, Tkconstants tkinter.constants, Tix tkinter.tix,
  ttk tkinter.ttk, Tkinter tkinter, markupbase _markupbase, _winreg winreg, thread _thread, dummy_thread _dummy_thread,
  dbhash dbm.bsd, dumbdbm dbm.dumb, dbm dbm.ndbm, gdbm dbm.gnu, xmlrpclib xmlrpc.client, SimpleXMLRPCServer xmlrpc.server,
  httplib http.client, htmlentitydefs html.entities, HTMLParser html.parser, Cookie http.cookies,
  cookielib http.cookiejar, BaseHTTPServer http.server, test.test_support test.support, commands subprocess,
  urlparse urllib.parse, robotparser urllib.robotparser, urllib2 urllib.request, anydbm dbm, _abcoll collections.abc,
  cPickle pickle, _elementtree xml.etree.ElementTree, FileDialog tkinter.filedialog, SimpleDialog tkinter.simpledialog,
  DocXMLRPCServer xmlrpc.server, SimpleHTTPServer http.server, CGIHTTPServer http.server, UserDict collections,
  UserList collections, UserString collections, whichdb dbm, StringIO io, cStringIO io`;

const NAMES = `__builtin__.xrange builtins.range, __builtin__.reduce functools.reduce, __builtin__.intern sys.intern,
  __builtin__.unichr builtins.chr, __builtin__.unicode builtins.str, __builtin__.long builtins.int,
  itertools.izip builtins.zip, itertools.imap builtins.map, itertools.ifilter builtins.filter,
  itertools.ifilterfalse itertools.filterfalse, itertools.izip_longest itertools.zip_longest,
  UserDict.IterableUserDict collections.UserDict, UserList.UserList collections.UserList,
  UserString.UserString collections.UserString, whichdb.whichdb dbm.whichdb, _socket.fromfd socket.fromfd,
  _multiprocessing.Connection multiprocessing.connection.Connection,
  multiprocessing.process.Process multiprocessing.context.Process,
  multiprocessing.forking.Popen multiprocessing.popen_fork.Popen,
  urllib.ContentTooShortError urllib.error.ContentTooShortError, urllib.getproxies urllib.request.getproxies,
  urllib.pathname2url urllib.request.pathname2url, urllib.quote_plus urllib.parse.quote_plus,
  urllib.quote urllib.parse.quote, urllib.unquote_plus urllib.parse.unquote_plus, urllib.unquote urllib.parse.unquote,
  urllib.url2pathname urllib.request.url2pathname, urllib.urlcleanup urllib.request.urlcleanup,
  urllib.urlencode urllib.parse.urlencode, urllib.urlopen urllib.request.urlopen,
  urllib.urlretrieve urllib.request.urlretrieve, urllib2.HTTPError urllib.error.HTTPError,
  urllib2.URLError urllib.error.URLError, multiprocessing.AuthenticationError multiprocessing.context.AuthenticationError,
  multiprocessing.BufferTooShort multiprocessing.context.BufferTooShort,
  multiprocessing.ProcessError multiprocessing.context.ProcessError,
  multiprocessing.TimeoutError multiprocessing.context.TimeoutError, __builtin__.basestring builtins.str,
  exceptions.StandardError builtins.Exception, UserDict.UserDict collections.UserDict,
  socket._socketobject socket.SocketType`;

const pairs = (text: string): [string, string][] =>
  text.split(',').map((entry) => entry.trim().split(/\s+/) as [string, string]);

const MODULE_OF = new Map(pairs(MODULES));
const NAME_OF = new Map(pairs(NAMES));

/** What Python 3 takes a Python 2 name for. */
export function python3Name(module: string, name: string): readonly [module: string, name: string] {
  const exact = NAME_OF.get(`${module}.${name}`);
  if (exact !== undefined) {
    const dot = exact.lastIndexOf('.');
    return [exact.slice(0, dot), exact.slice(dot + 1)];
  }
  if (module === 'exceptions' && /^[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt|Iteration)$/.test(name))
    return ['builtins', name];
  return [MODULE_OF.get(module) ?? module, name];
}

/** How deep what a name is made of is followed. */
const DEPTH = 8;

/**
 * What a value is the name of, where that can be told without running anything: an import, an attribute of one
 * (`getattr(os, "system")`), a module that an import function would give, a function with some arguments bound.
 */
export function designated(value: PickleValue, depth = DEPTH): NameValue | null {
  if (value instanceof NameValue) return value;
  if (!(value instanceof MadeValue) || depth <= 0) return null;
  const callee = value.callee;
  if (callee instanceof NameValue) return byCall(callee, argumentsOf(value), depth);
  // operator.attrgetter("system")(os), operator.itemgetter("eval")(builtins.__dict__)
  if (callee instanceof MadeValue && callee.callee instanceof NameValue) {
    const [key] = argumentsOf(callee);
    const [target] = argumentsOf(value);
    const text = constantText(key, depth - 1);
    if (text === null || target === undefined) return null;
    if (isNamed(callee.callee, 'operator.attrgetter')) return attributeOf(designated(target, depth - 1), text);
    if (isNamed(callee.callee, 'operator.itemgetter')) return itemOf(designated(target, depth - 1), text);
  }
  return null;
}

function byCall(callee: NameValue, args: readonly PickleValue[], depth: number): NameValue | null {
  const [first, second] = args;
  if (isNamed(callee, ...IMPORTING)) {
    const module = constantText(first, depth - 1);
    return module === null ? null : new NameValue(module, '', true);
  }
  // Its `getattr(types, name)`.
  if (isNamed(callee, 'cloudpickle.cloudpickle._builtin_type')) {
    const type = constantText(first, depth - 1);
    return type === null ? null : new NameValue('types', type, true);
  }
  if (isNamed(callee, 'functools.partial', 'builtins.classmethod', 'builtins.staticmethod'))
    return first === undefined ? null : designated(first, depth - 1);
  const key = constantText(second, depth - 1);
  if (key === null || first === undefined) return null;
  if (isNamed(callee, 'builtins.getattr')) return attributeOf(designated(first, depth - 1), key);
  if (isNamed(callee, 'operator.getitem', 'operator.__getitem__', '_operator.getitem'))
    return itemOf(designated(first, depth - 1), key);
  return null;
}

const IMPORTING = [
  'importlib.import_module',
  'importlib.__import__',
  'builtins.__import__',
  'importlib._bootstrap._gcd_import',
  'pkgutil.resolve_name',
] as const;

const isNamed = ({ module, name }: NameValue, ...names: readonly string[]): boolean =>
  names.includes(`${module ?? ''}.${name ?? ''}`);

function attributeOf(target: NameValue | null, name: string): NameValue | null {
  if (target?.module == null || target.name === null) return null;
  return new NameValue(target.module, target.name === '' ? name : `${target.name}.${name}`, true);
}

/** `sys.modules["os"]`, `builtins.__dict__["eval"]`. */
function itemOf(target: NameValue | null, key: string): NameValue | null {
  if (target?.module == null || target.name === null) return null;
  if (target.module === 'sys' && target.name === 'modules') return new NameValue(key, '', true);
  const owner = /^(.*?)\.?__dict__$/.exec(target.name)?.[1];
  return owner === undefined ? null : attributeOf(new NameValue(target.module, owner, true), key);
}

/** The text that a value would be, where that can be told: a constant, or one that was only wrapped or encoded. */
export function constantText(value: PickleValue | undefined, depth = DEPTH): string | null {
  if (typeof value === 'string') return value;
  if (value instanceof PickledBytes) return value.length === value.bytes.length ? latin1(value.bytes) : null;
  if (!(value instanceof MadeValue) || !(value.callee instanceof NameValue) || depth <= 0) return null;
  const [first, second] = argumentsOf(value);
  const name = `${value.callee.module}.${value.callee.name}`;
  const inner = constantText(first, depth - 1);
  if (WRAPPING.has(name)) return inner === null ? null : decoded(inner, constantText(second, depth - 1));
  if (name === 'operator.concat' || name === 'operator.add' || name === '_operator.concat') {
    const rest = constantText(second, depth - 1);
    return inner === null || rest === null ? null : inner + rest;
  }
  if (name === 'builtins.str.join' && inner !== null && second instanceof CollectionValue) {
    const parts = second.items.map((item) => constantText(item, depth - 1));
    return parts.includes(null) || second.length > parts.length ? null : parts.join(inner);
  }
  return null;
}

const WRAPPING = new Set(
  `builtins.str builtins.bytes builtins.bytearray _codecs.encode _codecs.decode codecs.encode codecs.decode
   builtins.bytes.decode builtins.str.encode builtins.str.strip builtins.str.lower _codecs.latin_1_decode`.split(/\s+/),
);

function decoded(text: string, codec: string | null): string {
  const name = codec?.toLowerCase().replaceAll('-', '_') ?? '';
  if (name === 'rot13' || name === 'rot_13')
    return text.replace(/[a-z]/gi, (letter) => {
      const base = letter <= 'Z' ? 65 : 97;
      return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
    });
  if (name === 'hex' && /^(?:[0-9a-f]{2})*$/i.test(text))
    return (text.match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16))).join('');
  if ((name === 'base64' || name === 'base_64') && /^[A-Za-z0-9+/=\s]*$/.test(text) && text.length < LONGEST_BASE64)
    return fromBase64(text);
  return text;
}

const LONGEST_BASE64 = 100_000;

function fromBase64(text: string): string {
  try {
    return atob(text.replace(/\s/g, ''));
  } catch {
    return text;
  }
}

export const argumentsOf = (value: MadeValue): readonly PickleValue[] =>
  value.args instanceof CollectionValue ? value.args.items : [value.args];

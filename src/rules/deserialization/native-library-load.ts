import type { Severity } from '../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, type Value } from '../../core/value';
import { unwrap } from '../../analysis/flow/file-keys';
import { ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { isVerified } from '../../analysis/flow/verification';

/** Loaders of extensions of a framework. */
const EXTENSIONS = [
  'tensorflow.load_op_library',
  'tensorflow.load_library',
  'tensorflow.**.load_op_library',
  'tensorflow.**.load_library',
  'torch.ops.load_library',
  'torch.classes.load_library',
  'torch._inductor.aoti_load_package',
  '**.register_custom_ops_library',
];
/** Loaders of any library, most often one of the system. */
const LIBRARIES = [
  'ctypes.CDLL',
  'ctypes.PyDLL',
  'ctypes.WinDLL',
  'ctypes.OleDLL',
  'ctypes.cdll.LoadLibrary',
  'ctypes.pydll.LoadLibrary',
  'ctypes.windll.LoadLibrary',
  'numpy.ctypeslib.load_library',
  'cffi.FFI().dlopen',
  'importlib.machinery.ExtensionFileLoader',
  'imp.load_dynamic',
];
/** Compilers that load what they have built. */
const COMPILERS = ['torch.utils.cpp_extension.load', 'torch.utils.cpp_extension.load_inline', 'numpy.f2py.compile'];
/** Folders that others write to as well. */
const SHARED =
  /^(?:\/(?:tmp|var\/tmp|dev\/shm|mnt|media|net)\/|~\/Downloads\/|[A-Za-z]:\\(?:Temp|Users\\Public)\\|\\\\)|[\\/]Downloads[\\/]/i;
/** Folders that only an administrator writes to. */
const SYSTEM = /^(?:\/(?:usr|lib|lib64|opt|System|Library|etc|bin|nix)\/|[A-Za-z]:\\(?:Windows|Program Files))/i;

export default defineRule({
  id: 'native-library-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Native code loaded',
  cwe: 114,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A shared library is loaded into the process: a downloaded one, one in a folder that others can write to, or operators for TensorFlow, PyTorch or ONNX Runtime by a path that is not part of a package.',
    why: 'A shared library runs code the moment it is loaded, before any of its functions is called, and no scanner of models looks into it. Operators that come beside a model are as trustworthy as whoever sent the model.',
    fix: "Install the operators as a package with a pinned version and hash. Where a library must be fetched, check its SHA-256 before loading it. Libraries of the system, and paths that are derived from the package's own folder, are not reported.",
    references: [
      'https://www.tensorflow.org/api_docs/python/tf/load_op_library',
      'https://docs.python.org/3/library/ctypes.html#loading-shared-libraries',
      'https://onnxruntime.ai/docs/reference/operators/add-custom-op.html',
    ],
  },
  listen: {
    calls: [
      { callees: EXTENSIONS, beside: ORIGIN_TRIGGERS, check: (call, context) => check(call, context, true) },
      { callees: COMPILERS, beside: ORIGIN_TRIGGERS, check: checkSources },
      { callees: LIBRARIES, beside: ORIGIN_TRIGGERS, check: (call, context) => check(call, context, false) },
    ],
  },
});

function check(call: CallFact, context: PythonContext, extension: boolean): void {
  const library = pathOf(call);
  if (!library || isVerified(call, library.value, context)) return;
  const origin = originOf(library.value, call, context.facts);
  if (origin.kind === 'remote') {
    return context.report({
      range: call.range,
      severity: origin.pinned ? 'info' : 'error',
      related: relatedOf(origin),
      message: `${nameOf(call)} runs native code that was downloaded${origin.pinned ? ', at the version that is pinned' : ', and nothing checks that it is what is meant'}.`,
    });
  }
  const path = writtenPath(library.value);
  if (path === undefined) return;
  const severity = severityOf(path, extension);
  if (severity)
    context.report({
      range: call.range,
      severity,
      message: `${nameOf(call)} runs the native code in ${JSON.stringify(path)}${severity === 'warning' ? ', a folder that others can write to' : ', whoever built it'}.`,
    });
}

/** `cpp_extension.load(name, sources)`, `load_inline(name, cpp_sources, cuda_sources)`, `f2py.compile(source)`: sources that lie beside the code are code like any other. */
function checkSources(call: CallFact, context: PythonContext): void {
  const sources = ['sources', 'cpp_sources', 'cuda_sources', 'source']
    .map((keyword) => argumentOf(call, keyword)?.value)
    .concat(call.args.filter(({ position }) => position >= 0).map(({ value }) => value));
  for (const value of sources.flatMap((source) =>
    source?.kind === 'sequence' ? source.items : source ? [source] : [],
  )) {
    const origin = originOf(value, call, context.facts);
    if (origin.kind !== 'remote' || isVerified(call, value, context)) continue;
    return context.report({
      range: call.range,
      severity: origin.pinned ? 'info' : 'error',
      related: relatedOf(origin),
      message: `${nameOf(call)} compiles and runs source code that was downloaded${origin.pinned ? ', at the version that is pinned' : ', and nothing checks that it is what is meant'}.`,
    });
  }
}

/** `np.ctypeslib.load_library("name", "folder")` is told apart by its folder. */
function pathOf(call: CallFact): Argument | undefined {
  if (call.callee.startsWith('numpy.')) return argumentOf(call, 'loader_path', 1);
  if (/ExtensionFileLoader$|load_dynamic$/.test(call.callee))
    return argumentOf(call, 'path', 1) ?? argumentOf(call, 'pathname', 1);
  return (
    ['library_filename', 'library_location', 'path', 'library_path', 'name']
      .map((keyword) => argumentOf(call, keyword))
      .find((found) => found) ?? argumentOf(call, '', 0)
  );
}

function severityOf(path: string, extension: boolean): Severity | null {
  if (SHARED.test(path)) return 'warning';
  if (SYSTEM.test(path) || path === '') return null;
  return extension ? 'info' : /[\\/]/.test(path) ? 'hint' : null;
}

/** A path that is written out, or one whose beginning is. */
function writtenPath(value: Value): string | undefined {
  const source = unwrap(value);
  if (source.kind === 'unknown')
    return source.prefix !== undefined && SHARED.test(source.prefix) ? source.prefix : undefined;
  if (source.kind === 'result' && /(?:^|\.)path\.join$/.test(source.callee)) {
    const parts = source.args.map(stringOf);
    return parts.some((part) => part === undefined) || parts.length === 0
      ? SHARED.test(`${parts[0] ?? ''}/`)
        ? parts[0]
        : undefined
      : parts.join('/');
  }
  const text = stringOf(source);
  return source.kind === 'string' && source.via === 'default' ? undefined : text;
}

function nameOf(call: CallFact): string {
  const last = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  return last === 'register_custom_ops_library'
    ? last
    : call.callee.startsWith('tensorflow.')
      ? `tf.${last}`
      : call.callee.replace(/\(\)/g, '');
}

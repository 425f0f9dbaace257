import { lastNameOf } from '../../../core/callee-pattern';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { Value } from '../../../core/value';

/** Loaders of extensions of a framework. */
export const EXTENSION_LOADERS: readonly string[] = [
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
export const SHARED_LIBRARY_LOADERS: readonly string[] = [
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
export const COMPILERS: readonly string[] = [
  'torch.utils.cpp_extension.load',
  'torch.utils.cpp_extension.load_inline',
  'numpy.f2py.compile',
];

/** The argument that says which library is loaded: `np.ctypeslib.load_library("name", "folder")` is told apart by its folder. */
export function libraryOf(call: CallFact): Argument | undefined {
  if (call.callee.startsWith('numpy.')) return argumentOf(call, 'loader_path', 1);
  if (/ExtensionFileLoader$|load_dynamic$/.test(call.callee))
    return argumentOf(call, 'path', 1) ?? argumentOf(call, 'pathname', 1);
  return (
    ['library_filename', 'library_location', 'path', 'library_path', 'name']
      .map((keyword) => argumentOf(call, keyword))
      .find((found) => found) ?? argumentOf(call, '', 0)
  );
}

/** The sources that a call of `COMPILERS` builds: `cpp_extension.load(name, sources)`, `load_inline(name, cpp_sources, cuda_sources)`, `f2py.compile(source)`. */
export const compiledSourcesOf = (call: CallFact): readonly Value[] =>
  ['sources', 'cpp_sources', 'cuda_sources', 'source']
    .map((keyword) => argumentOf(call, keyword)?.value)
    .concat(call.args.filter(({ position }) => position >= 0).map(({ value }) => value))
    .flatMap((source) => (source?.kind === 'sequence' ? source.items : source ? [source] : []));

/** How a message calls the loader. */
export function loaderNameOf(call: CallFact): string {
  const last = lastNameOf(call.callee);
  return last === 'register_custom_ops_library'
    ? last
    : call.callee.startsWith('tensorflow.')
      ? `tf.${last}`
      : call.callee.replace(/\(\)/g, '');
}

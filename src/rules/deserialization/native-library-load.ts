import { shortened } from '../../analysis/secrets/shortened';
import type { Argument, CallFact } from '../../core/python-facts';
import { isDefault } from '../../core/value';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf, type Origin } from '../../analysis/flow/origin';
import { placesOnWay } from '../../analysis/flow/related-places';
import { SOURCE_TEXTS } from '../../analysis/flow/sources';
import { isVerified } from '../../analysis/flow/verification';
import { folderKindOf, writtenPath } from './native/library-folders';
import { namedElsewhere } from './native/named-libraries';
import {
  COMPILERS,
  EXTENSION_LOADERS,
  SHARED_LIBRARY_LOADERS,
  libraryOf,
  loaderNameOf,
  compiledSourcesOf,
} from './native/native-loaders';

export default defineRule({
  id: 'native-library-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Native code loaded',
  cwe: 114,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0011.000'],
  docs: {
    what: 'A shared library is loaded into the process: a downloaded one, one in a world-writable folder, one named by the command line, the environment, user input or a request, or TensorFlow, PyTorch or ONNX Runtime operators from a path outside a package.',
    why: 'A shared library runs code as soon as it is loaded, before any function is called, and no model scanner looks inside. Operators shipped with a model are only as trustworthy as whoever sent the model.',
    fix: "Install the operators as a package with a pinned version and hash. If a library must be downloaded, check its SHA-256 before loading it. System libraries and paths derived from the package's own folder are not reported. There is no quick fix: nothing here says which library is intended.",
    references: [
      'https://www.tensorflow.org/api_docs/python/tf/load_op_library',
      'https://docs.python.org/3/library/ctypes.html#loading-shared-libraries',
      'https://onnxruntime.ai/docs/reference/operators/add-custom-op.html',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: EXTENSION_LOADERS,
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: (call, context) => check(call, context, 'info'),
      },
      { callees: COMPILERS, beside: ORIGIN_TRIGGERS, follows: true, check: checkSources },
      {
        callees: SHARED_LIBRARY_LOADERS,
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: (call, context) => check(call, context, 'hint'),
      },
    ],
  },
});

/** `own`: how much a library of the project's own counts. */
function check(call: CallFact, context: PythonContext, own: 'info' | 'hint'): void {
  const library = libraryOf(call);
  if (!library || isVerified(call, library.value, context)) return;
  const origin = originOf(library.value, call, context.facts);
  if (origin.kind === 'remote') return reportDownloaded(call, origin, 'runs native code', context);
  // What is only partly written, or only by default, may be named by somebody else.
  const isWritten = library.value.kind === 'string' && !isDefault(library.value);
  if (!isWritten && reportNamed(call, library, context)) return;
  const path = writtenPath(library.value);
  if (path === undefined) return;
  const folder = folderKindOf(path);
  // Where any library may be loaded, a bare name is one of the system.
  if (folder === 'system' || (folder === 'own' && own === 'hint' && !/[\\/]/.test(path))) return;
  context.report({
    range: call.range,
    severity: folder === 'shared' ? 'warning' : own,
    message: `${loaderNameOf(call)} runs the native code in ${JSON.stringify(shortened(path))}${folder === 'shared' ? ', where others can write' : ''}.`,
  });
}

/** Somebody else than the program says which library is loaded. */
function reportNamed(call: CallFact, library: Argument, context: PythonContext): boolean {
  const named = namedElsewhere(library.expression, context.facts);
  if (!named) return false;
  context.report({
    range: call.range,
    severity: named.severity,
    related: placesOnWay(named.source, call.range),
    message: `${loaderNameOf(call)} runs a native library named by ${SOURCE_TEXTS[named.source.kind]}.`,
  });
  return true;
}

/** Sources that lie beside the code are code like any other. */
function checkSources(call: CallFact, context: PythonContext): void {
  for (const value of compiledSourcesOf(call)) {
    const origin = originOf(value, call, context.facts);
    if (origin.kind === 'remote' && !isVerified(call, value, context))
      return reportDownloaded(call, origin, 'compiles and runs source code', context);
  }
}

function reportDownloaded(
  call: CallFact,
  origin: Origin & { readonly kind: 'remote' },
  what: string,
  context: PythonContext,
): void {
  context.report({
    range: call.range,
    severity: origin.pinned ? 'info' : 'error',
    related: relatedOf(origin),
    message: `${loaderNameOf(call)} ${what} that was downloaded${origin.pinned ? ' at a pinned version' : ' and not verified'}.`,
  });
}

import type { Severity } from '../../../core/finding';
import type { PythonFacts } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import { flowInto } from '../../../analysis/flow/flow';
import { MADE_OF } from '../../../analysis/flow/made-of';
import { sourcesIn, type FlowSource, type SourceKind } from '../../../analysis/flow/sources';

/** How much it counts who names a library: a stranger, or the person who runs the program; the worst first. */
const NAMED_BY: readonly (readonly [SourceKind, Severity])[] = [
  ['request', 'error'],
  ['message', 'error'],
  ['network', 'error'],
  ['model', 'error'],
  ['tool', 'error'],
  ['widget', 'warning'],
  ['data', 'warning'],
  ['file', 'warning'],
  ['command-line', 'info'],
  ['typed', 'info'],
  ['environment', 'info'],
];

/** Variables that say where a system, an environment or a toolkit is installed: their libraries are those of the machine. */
const INSTALLED =
  /^(?:CONDA_PREFIX|VIRTUAL_ENV|PREFIX|CUDA_(?:HOME|PATH|ROOT)(?:_\w+)?|ROCM_(?:HOME|PATH)|LD_LIBRARY_PATH|DYLD_\w+|PATH|HOME|USERPROFILE|SYSTEMROOT|WINDIR|PROGRAMFILES\w*|\w+_(?:HOME|ROOT))$/i;

/** Where the name of a library comes from, when not from the program; null for what the program, or the machine, decides. */
export function namedElsewhere(
  library: Expression,
  { semantics }: PythonFacts,
): { readonly source: FlowSource; readonly severity: Severity } | null {
  const sources = sourcesIn(flowInto(library, semantics, MADE_OF)).filter((source) => !isInstalled(source));
  for (const [kind, severity] of NAMED_BY) {
    const source = sources.find((other) => other.kind === kind);
    if (source) return { source, severity };
  }
  return null;
}

/** `os.environ["CUDA_HOME"]`, which is where the mapping goes to; `os.getenv("CUDA_HOME")`. */
const isInstalled = ({ kind, node: { expression, into } }: FlowSource): boolean =>
  kind === 'environment' &&
  [expression, ...(into?.expression.kind === 'subscript' ? [into.expression] : [])].some(({ parts }) =>
    parts.some(({ value }) => value.kind === 'string' && INSTALLED.test(value.value)),
  );

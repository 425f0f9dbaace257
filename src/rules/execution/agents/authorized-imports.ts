import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import { stringOf } from '../../../core/value';

/** Agents and interpreters that filter what the code of a model imports (smolagents, and Transformers before it). */
export const FILTERED_AGENTS: readonly string[] = [
  'smolagents.**.CodeAgent',
  'smolagents.**.LocalPythonExecutor',
  'smolagents.**.LocalPythonInterpreter',
  'transformers.**.ReactCodeAgent',
  'transformers.**.CodeAgent',
];

/** Modules with which the code gets out of the filter. */
const WIDE = /^(?:\*|os|sys|subprocess|shutil|pty|socket|importlib|builtins|ctypes)(?:\.\*)?$/;

/** What such a call says of where the code runs: on this machine with a module that opens it, or on this machine by name. */
export function localRunOf(call: CallFact): { readonly at: Argument; readonly module: string | null } | null {
  const executor = argumentOf(call, 'executor_type');
  const kind = stringOf(executor?.value);
  if (kind !== undefined && kind !== 'local') return null;
  const imports = argumentOf(call, 'additional_authorized_imports', call.callee.endsWith('Agent') ? undefined : 0);
  const names = imports?.value.kind === 'sequence' ? imports.value.items.map(stringOf) : [];
  const module = names.find((name) => name !== undefined && WIDE.test(name));
  if (imports && module !== undefined) return { at: imports, module };
  return executor && kind === 'local' ? { at: executor, module: null } : null;
}

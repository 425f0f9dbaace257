import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { isSetTrue } from '../../../core/value';
import { isBelow, resolved } from '../../../analysis/versions';

/** Functions that read an array out of a file. */
export const ARRAY_LOADS: readonly string[] = [
  'numpy.load',
  'numpy.lib.npyio.load',
  'numpy.lib._npyio_impl.load',
  'cupy.load',
  'jax.numpy.load',
  'numpy.lib.format.read_array',
  'numpy.lib._format_impl.read_array',
];

/** A call of `ARRAY_LOADS` that unpickles. */
export interface ArrayLoad {
  readonly file: Argument | undefined;
  /** `allow_pickle=True`; undefined where a version of NumPy has it on by itself. */
  readonly allow: Argument | undefined;
  /** How a message calls the function, and why it unpickles. */
  readonly name: string;
  readonly how: string;
}

/** Reads `numpy.load(file, mmap_mode=None, allow_pickle=False)`, `numpy.lib.format.read_array(fp, allow_pickle=False)`; null where no pickle is allowed. */
export function arrayLoadOf(call: CallFact, context: PythonContext): ArrayLoad | null {
  const reads = call.callee.endsWith('.read_array');
  const allow = argumentOf(call, 'allow_pickle', reads ? 1 : 2);
  const file = argumentOf(call, reads ? 'fp' : 'file', 0);
  const name = reads ? 'read_array' : `${call.callee.split('.')[0]}.load`;
  if (allow) return isSetTrue(allow.value) ? { file, allow, name, how: 'with allow_pickle=True' } : null;
  const version = !call.open && call.callee.startsWith('numpy.') ? resolved(context, 'numpy') : null;
  if (version === null || !isBelow(version, '1.16.3')) return null;
  const how = `in numpy ${version} (CVE-2019-6446)`;
  return { file, allow, name, how };
}

import { stringOf, type Value } from '../../../core/value';

/** Calls that start another program. */
export const COMMAND_CALLEES: readonly string[] = [
  'subprocess.run',
  'subprocess.call',
  'subprocess.check_call',
  'subprocess.check_output',
  'subprocess.Popen',
  'os.system',
];

/** A command line of a `subprocess` or `os.system` argument as one text; null when nothing of it is written. */
export function commandText(value: Value): string | null {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'unknown') return value.prefix ?? null;
  if (value.kind !== 'sequence') return null;
  const words = value.items.map((item) => stringOf(item) ?? '');
  return words.some((word) => word !== '') ? words.join(' ') : null;
}

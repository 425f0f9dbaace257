import type { Severity } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { truthOf, type Value } from '../../../core/value';

/** A default is the caller's choice. */
export const isOn = (value: Value | undefined): boolean =>
  value !== undefined && truthOf(value) === true && !('via' in value && value.via === 'default');

export function reportAgent(range: Range, severity: Severity, what: string, context: PythonContext): void {
  context.report({
    range,
    severity,
    message: `${what}, so whoever can influence its prompt decides what happens here.`,
  });
}

import type { Severity } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';

export function reportAgent(range: Range, severity: Severity, what: string, context: PythonContext): void {
  context.report({
    range,
    severity,
    message: `${what}, so whoever can influence its prompt decides what happens here.`,
  });
}

import type { Related, Severity } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';

export function reportAgent(
  range: Range,
  severity: Severity,
  what: string,
  context: PythonContext,
  related: readonly Related[] = [],
): void {
  context.report({
    range,
    severity,
    related,
    message: `${what}, so whoever can influence its prompt decides what happens here.`,
  });
}

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
    message: `${what}.`,
    detail: 'Whoever can influence the prompt, through a web page, a mail or a document, decides what runs here',
  });
}

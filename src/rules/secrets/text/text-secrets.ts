import type { TextFacts } from '../../../core/config-facts';
import type { Context } from '../../../core/rule';
import { decideByForm } from '../../../analysis/secrets/judgement';
import { reportOfComment } from '../fixes/comment';

/** Reports the provider keys in a text that is not read as anything else: Markdown, code in another language. */
export function reportText(facts: TextFacts, context: Context): void {
  for (const secret of decideByForm(facts.text)) context.report(reportOfComment(secret, secret.range, 'text'));
}

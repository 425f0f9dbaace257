import { decideByForm } from '../../../analysis/secrets/judgement';
import type { TextFacts } from '../../../core/config-facts';
import type { Context } from '../../../core/rule';
import { reportOfComment } from '../fixes/comment';
import { secretsOfText } from './text-secrets';

/** Reports the keys in a text that is not read as anything else: Markdown, code in another language. */
export function reportText(facts: TextFacts, context: Context): void {
  for (const { secret, range } of [
    ...decideByForm(facts.text).map((secret) => ({ secret, range: secret.range })),
    ...secretsOfText(facts.text),
  ])
    context.report(reportOfComment(secret, range, 'text'));
}

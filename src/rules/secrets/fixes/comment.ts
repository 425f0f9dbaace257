import { shortened } from '../../../analysis/secrets/shortened';
import type { Secret } from '../../../analysis/secrets/judgement';
import type { Range } from '../../../core/range';
import type { Report } from '../../../core/rule';
import { wordingOf } from './messages';

/** A key in a comment, a docstring, a string that nobody uses or the text between the code. The only right edit is to take it out. */
export function reportOfComment(secret: Secret, range: Range, where: 'comment' | 'text' = 'comment'): Report {
  return {
    range,
    ...wordingOf(secret, where, secret.environment),
    severity: secret.severity,
    everywhere: secret.format !== null,
    fixes: [
      {
        title: `Replace the key with <${shortened(secret.environment, 26)}>`,
        safety: 'unsafe',
        edits: [{ range, text: `<${secret.environment}>` }],
      },
    ],
  };
}

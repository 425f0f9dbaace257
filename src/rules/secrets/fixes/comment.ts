import type { Secret } from '../../../analysis/secrets/judgement';
import type { Range } from '../../../core/range';
import type { Report } from '../../../core/rule';
import { messageOf } from './messages';

/** A key in a comment, a docstring or a string that nobody uses. The only right edit is to take it out. */
export function reportOfComment(secret: Secret, range: Range): Report {
  return {
    range,
    message: messageOf(secret, 'comment', secret.environment),
    severity: secret.severity,
    everywhere: secret.format !== null,
    fixes: [
      {
        title: `Replace the key with <${secret.environment}>`,
        safety: 'unsafe',
        edits: [{ range, text: `<${secret.environment}>` }],
      },
    ],
  };
}

import { decideBySetting, type Secret } from '../../../analysis/secrets/judgement';
import { isPlaceholder, isWordLike } from '../../../analysis/secrets/placeholders';
import { textAt } from '../../../core/range';

/** Addresses that programs are full of; those of databases are written for the one that has the password. */
const WEB = /(?:^|[^A-Za-z0-9+])(?:https?|s?ftps?|wss?):\/\/[^\s/@]{0,300}$/i;

/**
 * Whether the password in an address of the web says nothing: `http://user:pass@proxy` stands in every second manual. In
 * comments and docstrings, where examples are, only what looks drawn or made with care is one.
 */
export function isWeakWebPassword(secret: Secret, text: string, isExample: boolean): boolean {
  if (
    secret.format?.id !== 'url-password' ||
    !WEB.test(text.slice(Math.max(0, secret.range.start - 320), secret.range.start))
  )
    return false;
  const password = textAt(text, secret.range);
  if (isPlaceholder(password) || isWordLike(password)) return true;
  const judged = decideBySetting(password, { name: 'password' });
  return isExample && (judged === null || judged.severity === 'hint');
}

import type { SecretFormat } from '../format';

type Rest = Partial<SecretFormat>;

/** A key that its own mark gives away. `triggers` are separated by blanks. */
export const marked = (
  id: string,
  label: string,
  pattern: string,
  triggers: string,
  environment: string,
  rotation: string | null,
  rest?: Rest,
): SecretFormat => ({
  id,
  label,
  pattern,
  triggers: triggers.split(' '),
  environment,
  rotation,
  severity: 'error',
  ...rest,
});

/** A key without a mark: one of `anchors`, separated by blanks, stands in the names around it. */
export const anchored = (
  id: string,
  label: string,
  pattern: string,
  anchors: string,
  environment: string,
  rotation: string | null,
  rest?: Rest,
): SecretFormat => ({
  id,
  label,
  pattern,
  triggers: [],
  anchors: anchors.split(' '),
  environment,
  rotation,
  severity: 'warning',
  valid: hasDigit,
  ...rest,
});

export const hasDigit = (text: string): boolean => /\d/.test(text);
export const isMixed = (text: string): boolean => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);

export const HEX_32 = '[0-9a-f]{32}';
export const HEX_40 = '[0-9a-f]{40}';
export const HEX_64 = '[0-9a-f]{64}';
export const UUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';

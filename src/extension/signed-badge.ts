import * as vscode from 'vscode';
import type { SignedBadge } from '../report/model-messages';
import type { SignedAnswer } from '../session/model-signing';

/** What the inspector says of a file's signature: who signed, or why that is not known. Nothing about whether the file is safe. */
export function badgeOf(answer: SignedAnswer | null): SignedBadge {
  if (answer === null) return { state: 'none', words: vscode.l10n.t('No signature covers this file.') };
  const { bundle, state, reason, signer, wrong } = answer;
  const who = signer?.identity ?? vscode.l10n.t('a key that you trust');
  if (state === 'verified') return { state, words: vscode.l10n.t('It is as {0} signed it ({1}).', who, bundle) };
  if (state === 'unknown')
    return { state, words: UNKNOWN()[reason ?? ''] ?? vscode.l10n.t('{0} could not be checked.', bundle) };
  return {
    state: 'differs',
    words:
      wrong.length > 0
        ? vscode.l10n.t('Not as it was signed: {0}.', wrong.join(', '))
        : vscode.l10n.t('{0} was changed, or is broken.', bundle),
  };
}

const UNKNOWN = (): Readonly<Record<string, string>> => ({
  'signer-not-trusted': vscode.l10n.t('Nobody whom you trust signed it. touchstone.toml says whom you trust.'),
  'certificate-not-valid-now': vscode.l10n.t('The certificate of its signer is not valid now.'),
  'no-trust-root': vscode.l10n.t('It is signed keyless, and touchstone.toml names no sigstore-root.'),
  'no-sigstore-here': vscode.l10n.t('It is signed keyless, which only the desktop can check.'),
  'no-cryptography': vscode.l10n.t('This window has no cryptography: it was not opened over https.'),
});

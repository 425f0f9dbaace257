import * as vscode from 'vscode';
import type { Question } from '../core/question';
import { titled } from './wording';

/** A question that a finding offers to ask a server, in words. */
export interface LookUp {
  readonly question: Question;
  /** Who is asked. */
  readonly host: string;
  /** What a lightbulb calls it: where look-ups are allowed, and where it is asked first. */
  readonly title: string;
  readonly askingTitle: string;
  /** What the user is asked, and what the host learns. */
  readonly allow: string;
  readonly learns: string;
}

/** Null for a question that nobody can be asked. `hub` is the address of the model hub. */
export function lookUpOf(question: Question, hub: string): LookUp | null {
  const address = question.kind === 'git-commit' ? question['repository']! : hub;
  const host =
    question.kind === 'image-digest' ? question['registry']! : vscode.Uri.parse(address).authority || address;
  switch (question.kind) {
    case 'hub-commit':
      return {
        ...commitOn(host),
        question,
        learns: vscode.l10n.t(
          'The model hub learns the name of this model, nothing else. Touchstone asks it only when you choose a look-up.',
        ),
      };
    case 'git-commit':
      return {
        ...commitOn(host),
        question,
        learns: vscode.l10n.t(
          '{0} learns which repository this is, nothing else. Touchstone asks only when you choose a look-up.',
          host,
        ),
      };
    case 'image-digest':
      return {
        question,
        host,
        title: titled((at) => vscode.l10n.t('Look up the digest on {0} and pin', at), host),
        askingTitle: titled((at) => vscode.l10n.t('Allow a look-up on {0} to pin…', at), host),
        allow: vscode.l10n.t('Look up the digest on the network?'),
        learns: vscode.l10n.t(
          '{0} learns the name of this image, nothing else. Touchstone asks only when you choose a look-up.',
          host,
        ),
      };
    default:
      return null;
  }
}

const commitOn = (host: string): Omit<LookUp, 'question' | 'learns'> => ({
  host,
  title: titled((at) => vscode.l10n.t('Look up the commit on {0} and pin', at), host),
  askingTitle: titled((at) => vscode.l10n.t('Allow a look-up on {0} to pin…', at), host),
  allow: vscode.l10n.t('Look up the commit on the network?'),
});

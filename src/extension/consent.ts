import * as vscode from 'vscode';
import { siteOf } from '../remote/asking';
import { settingsFor } from './settings';

/** What the user is asked before a host is: what happens, and what the host learns. */
export interface Plea {
  /** Host and port. */
  readonly host: string;
  readonly question: string;
  readonly learns: string;
  /** The button that agrees. */
  readonly agree: string;
}

/**
 * Which hosts may be asked: all, where the setting says so, else those that the user agreed to in this session. What they agreed to is
 * held in memory alone, so that the next session asks again.
 */
export class Consent {
  readonly #agreed = new Set<string>();

  allows(host: string): boolean {
    return settingsFor(undefined).network || [...this.#agreed].some((own) => isBeside(host, own));
  }

  /** True without a word where the host may be asked already; else as the user decides. A dismissed question is none that was answered. */
  async given({ host, question, learns, agree }: Plea): Promise<boolean> {
    if (this.allows(host)) return true;
    const always = vscode.l10n.t('Always Allow');
    const detail = vscode.l10n.t(
      '{0}\n\nThis holds for {1} until this window closes. Always Allow turns on the setting touchstone.network, for every look-up that you choose.',
      learns,
      host,
    );
    const choice = await vscode.window.showInformationMessage(question, { modal: true, detail }, agree, always);
    if (choice !== agree && choice !== always) return false;
    this.#agreed.add(host);
    if (choice === always)
      await vscode.workspace.getConfiguration('touchstone').update('network', true, vscode.ConfigurationTarget.Global);
    return true;
  }
}

/** A registry has its tokens from a neighbour, which learns the same name: `auth.docker.io` for `registry-1.docker.io`. */
const isBeside = (host: string, agreed: string): boolean =>
  siteOf(new URL(`https://${host}`)) === siteOf(new URL(`https://${agreed}`));

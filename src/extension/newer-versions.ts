import * as vscode from 'vscode';
import type { NewerVersions } from '../session/newer-versions';
import { offerOutput } from './fix-commands';
import type { Folders, Home } from './folders';
import { MANIFEST_SELECTOR } from './inline-versions';
import type { Scanner } from './scanner';
import { inputOf, subjectOf } from './subjects';
import { counted } from './wording';

/** *Check for Newer Versions*: asks the indexes of a manifest once the user agreed to each, and has what they told shown behind its lines. */
export class NewerVersionsCheck {
  constructor(
    private readonly scanner: Scanner,
    private readonly folders: Folders,
    /** Shows what is known now. */
    private readonly show: () => void,
  ) {}

  /** Checks the manifest in the active editor; null where there is none, or nobody may be asked. */
  async run(): Promise<NewerVersions | null> {
    const document = vscode.window.activeTextEditor?.document;
    const of = document && vscode.languages.match(MANIFEST_SELECTOR, document) > 0 ? subjectOf(document) : undefined;
    if (!of) {
      const text = vscode.l10n.t('Open the file that lists your packages first, such as requirements.txt.');
      void vscode.window.showInformationMessage(text);
      return null;
    }
    const home = this.folders.homeOf(of.subject.uri);
    const input = inputOf(of.subject, home);
    const { hosts, unclear } = await this.scanner.in(home, 'indexPlan', { input });
    if (hosts.length === 0) {
      const text =
        unclear > 0
          ? vscode.l10n.t('No index can be asked: which one these packages are from is not known.')
          : vscode.l10n.t('No package is listed here.');
      void vscode.window.showInformationMessage(text);
      return null;
    }
    const agreed: string[] = [];
    for (const { host, packages } of hosts) if (await this.#given(host, packages)) agreed.push(host);
    if (agreed.length === 0) return null;
    try {
      const told = await this.#ask(home, input, agreed);
      tell(told, agreed);
      return told;
    } finally {
      this.show(); // what was told before it was stopped, too
    }
  }

  #given(host: string, packages: number): Promise<boolean> {
    return this.scanner.consent.given({
      host,
      question: vscode.l10n.t('Ask {0} for newer versions?', host),
      learns: vscode.l10n.t(
        '{0} learns the names of {1} that this file lists, nothing else. Touchstone asks it only when you choose a look-up.',
        host,
        counted(packages, 'package'),
      ),
      agree: vscode.l10n.t('Allow and Look Up'),
    });
  }

  #ask(home: Home, input: ReturnType<typeof inputOf>, agreed: readonly string[]): Thenable<NewerVersions> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Touchstone: asking {0}', agreed.join(', ')),
      cancellable: true,
    };
    return vscode.window.withProgress(options, (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return this.scanner.in(
        home,
        'askNewerVersions',
        { input, agreed },
        {
          signal: stop.signal,
          onPart: (part) => {
            const { done, total } = part as { done: number; total: number };
            progress.report({ message: vscode.l10n.t('{0} of {1}', done, total), increment: 100 / total });
          },
        },
      );
    });
  }
}

function tell({ asked, newer, problems }: NewerVersions, hosts: readonly string[]): void {
  if (problems.length > 0) return void offerOutput(problems.join(' '));
  void vscode.window.showInformationMessage(
    newer === 0
      ? vscode.l10n.t('{0} has nothing newer for {1}.', hosts.join(', '), counted(asked, 'package'))
      : vscode.l10n.t('{0} has newer releases of {1}.', hosts.join(', '), counted(newer, 'package')),
  );
}

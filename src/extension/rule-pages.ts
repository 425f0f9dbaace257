import * as vscode from 'vscode';
import type { RuleSummary } from '../worker/protocol';
import { bundleText } from './bundle-text';

const SCHEME = 'touchstone-rule';

/** Where a finding's code leads: to the page that ships with this version, without a network. */
export const linkToRule = (id: string): vscode.Uri =>
  vscode.Uri.from({ scheme: 'command', path: 'touchstone.openRuleDocs', query: JSON.stringify([id]) });

/** The pages of the rules as read-only Markdown, out of the extension itself: right for this version, and there without a network. */
export class RulePages implements vscode.TextDocumentContentProvider {
  readonly scheme = SCHEME;
  #pages: Promise<Readonly<Record<string, string>>> | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly rules: () => Promise<readonly RuleSummary[]>,
  ) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const id = uri.path.replace(/^\//, '').replace(/\.md$/, '');
    const pages = await (this.#pages ??= this.#read());
    return Object.hasOwn(pages, id) ? pages[id]! : `# ${id}\n\n${vscode.l10n.t('There is no page about this rule.')}\n`;
  }

  /** Lets the user choose a rule, unless one is named, and shows its page. Gives the page's address. */
  async open(id?: string): Promise<vscode.Uri | undefined> {
    const rule = id ?? (await this.#choose());
    if (!rule) return undefined;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
    await vscode.commands.executeCommand('markdown.showPreview', uri);
    return uri;
  }

  async #read(): Promise<Readonly<Record<string, string>>> {
    return JSON.parse(await bundleText(this.extension, 'pages.json')) as Record<string, string>;
  }

  async #choose(): Promise<string | undefined> {
    const items = this.rules().then((rules) =>
      rules.map(({ id, title, severity, category }) => ({
        label: id,
        description: title,
        detail: `${category} · ${severity}`,
      })),
    );
    return (
      await vscode.window.showQuickPick(items, {
        title: vscode.l10n.t('Documentation of a Rule'),
        placeHolder: vscode.l10n.t('Rule'),
        matchOnDescription: true,
      })
    )?.label;
  }
}

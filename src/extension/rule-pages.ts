import * as vscode from 'vscode';
import { rulePage } from '../core/documentation';
import type { RuleSummary } from '../worker/protocol';

const SCHEME = 'touchstone-rule';

/** The rules' documentation as read-only Markdown, made from the rules that run: right for this version, and there without a network. */
export class RulePages implements vscode.TextDocumentContentProvider {
  readonly scheme = SCHEME;

  constructor(
    private readonly rules: () => Promise<readonly RuleSummary[]>,
    private readonly version: string,
  ) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const id = uri.path.replace(/^\//, '').replace(/\.md$/, '');
    const rule = (await this.rules()).find((candidate) => candidate.id === id);
    return rule ? pageOf(rule, this.version) : `# ${id}\n\nThere is no rule of this name.\n`;
  }

  /** Lets the user choose a rule, unless one is named, and shows its page. Gives the page's address. */
  async open(id?: string): Promise<vscode.Uri | undefined> {
    const rule = id ?? (await this.#choose());
    if (!rule) return undefined;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
    await vscode.commands.executeCommand('markdown.showPreview', uri);
    return uri;
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
        title: 'Documentation of a Rule',
        placeHolder: 'Rule',
        matchOnDescription: true,
      })
    )?.label;
  }
}

function pageOf({ id, title, severity, category, cwe, owasp, docs }: RuleSummary, version: string): string {
  const references = [
    `[CWE-${cwe}](https://cwe.mitre.org/data/definitions/${cwe}.html)`,
    ...(owasp ? [owasp] : []),
    ...(docs.references ?? []).map((reference) => (/^https?:\/\//.test(reference) ? `<${reference}>` : reference)),
    `[This page with examples](${rulePage(id, version)})`,
  ];
  return [
    `# ${title}`,
    `\`${id}\` · ${category} · ${severity}`,
    '## What it does',
    docs.what,
    '## Why is this bad?',
    docs.why,
    '## How to fix it',
    docs.fix,
    '## Ignore it',
    `Write the reason on the line, or on the line above:\n\n    # touchstone: ignore[${id}] why this is fine here`,
    '## References',
    references.map((reference) => `- ${reference}`).join('\n'),
    '',
  ].join('\n\n');
}

import * as vscode from 'vscode';
import type { Folders } from './folders';
import { toRange } from './diagnostics';
import { errorMessageOf, type Log } from './log';
import { isEnd, type Scanner } from './scanner';
import { settingsFor } from './settings';
import { inputOf, subjectOf } from './subjects';

/** What is known of a model id or a requirement: publisher, trust, pin, commit at hand; version, and who says so. */
export class Hovers implements vscode.HoverProvider {
  constructor(
    private readonly scanner: Scanner,
    private readonly folders: Folders,
    private readonly log: Log,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | null> {
    const of = subjectOf(document);
    if (!of || !settingsFor(document.uri).enable) return null;
    const home = this.folders.homeOf(of.subject.uri);
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      const input = inputOf(of.subject, home);
      const description = await this.scanner.in(
        home,
        'describe',
        { input, cell: of.cell, line: position.line + 1, column: position.character + 1 },
        { signal: controller.signal },
      );
      // Not trusted: no commands, no HTML, whatever a file calls its models.
      return (
        description &&
        new vscode.Hover(new vscode.MarkdownString(description.lines.join('\n\n')), toRange(description.range))
      );
    } catch (error) {
      if (!isEnd(error)) this.log.error(`The hover failed: ${errorMessageOf(error)}`);
      return null;
    } finally {
      subscription.dispose();
    }
  }
}

import * as vscode from 'vscode';
import { rulePage } from '../core/documentation';
import { SEVERITIES, type LocatedFinding, type Severity } from '../core/finding';
import type { PositionRange } from '../core/range';

/** Never changed: other extensions and people's settings know findings by it. */
export const SOURCE = 'touchstone';

/** More than this in one file is not read by anybody, and above 1000 the editor drops the rest silently. */
const MOST = 200;

/** Where a path (and a cell of a notebook) is, as a document. Null for what cannot be pointed at. */
export type Locate = (path: string, cell: number | null) => vscode.Uri | null;

export const toRange = ({ start, end }: PositionRange): vscode.Range =>
  new vscode.Range(
    Math.max(start.line - 1, 0),
    Math.max(start.column - 1, 0),
    Math.max(end.line - 1, 0),
    Math.max(end.column - 1, 0),
  );

/** Findings as the editor shows them; where there are too many, the worst. */
export function toDiagnostics(
  findings: readonly LocatedFinding[],
  version: string,
  locate: Locate,
): vscode.Diagnostic[] {
  const shown =
    findings.length <= MOST
      ? findings
      : [...findings]
          .sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity))
          .slice(0, MOST);
  return shown.map((finding) => toDiagnostic(finding, version, locate));
}

function toDiagnostic(finding: LocatedFinding, version: string, locate: Locate): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(finding.range), finding.message, SEVERITY[finding.severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.rule, target: vscode.Uri.parse(rulePage(finding.rule, version)) };
  diagnostic.relatedInformation = finding.related.flatMap((related) => {
    const uri = locate(related.path, related.cell ?? null);
    return uri
      ? [new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, toRange(related.range)), related.message)]
      : [];
  });
  return diagnostic;
}

const SEVERITY: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What is known of each file in the editor's Problems. A file that was scanned from disk gives way to its open document. */
export class Problems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection(SOURCE);
  readonly #version: string;
  /** Documents of a notebook that were told something, by notebook. */
  readonly #cells = new Map<string, vscode.Uri[]>();

  constructor(version: string) {
    this.#version = version;
  }

  showDocument(uri: vscode.Uri, findings: readonly LocatedFinding[], locate: Locate): void {
    this.#collection.set(uri, toDiagnostics(findings, this.#version, locate));
  }

  /** Each finding in its cell; what belongs to no cell, at the notebook itself. */
  showNotebook(notebook: vscode.NotebookDocument, findings: readonly LocatedFinding[], locate: Locate): void {
    const cells = notebook.getCells().map((cell) => cell.document.uri);
    const kept = new Set(cells.map(String));
    for (const uri of this.#cells.get(notebook.uri.toString()) ?? [])
      if (!kept.has(uri.toString())) this.#collection.delete(uri);
    this.#cells.set(notebook.uri.toString(), cells);
    cells.forEach((uri, index) =>
      this.#collection.set(
        uri,
        toDiagnostics(
          findings.filter(({ cell }) => cell === index),
          this.#version,
          locate,
        ),
      ),
    );
    this.#collection.set(
      notebook.uri,
      toDiagnostics(
        findings.filter(({ cell }) => cell === null || cell >= cells.length),
        this.#version,
        locate,
      ),
    );
  }

  /** A notebook on disk has no cells to point into: each finding says in words where it is. */
  showFile(uri: vscode.Uri, findings: readonly LocatedFinding[], locate: Locate): void {
    const worded = findings.map((finding): LocatedFinding =>
      finding.cell === null
        ? finding
        : {
            ...finding,
            message: `Cell ${finding.cell + 1}, line ${finding.range.start.line}: ${finding.message}`,
            range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
          },
    );
    this.#collection.set(uri, toDiagnostics(worded, this.#version, locate));
  }

  clear(uri: vscode.Uri): void {
    for (const cell of this.#cells.get(uri.toString()) ?? []) this.#collection.delete(cell);
    this.#cells.delete(uri.toString());
    this.#collection.delete(uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

import * as vscode from 'vscode';
import { SEVERITIES, type LocatedFinding, type Severity } from '../core/finding';
import type { PositionRange } from '../core/range';
import type { CellAddresses } from './cell-addresses';
import { cellInWords } from './findings-tree';
import { linkToRule } from './rule-pages';

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
function toDiagnostics(findings: readonly LocatedFinding[], locate: Locate): vscode.Diagnostic[] {
  const shown =
    findings.length <= MOST
      ? findings
      : [...findings]
          .sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity))
          .slice(0, MOST);
  return shown.map((finding) => toDiagnostic(finding, locate));
}

function toDiagnostic(finding: LocatedFinding, locate: Locate): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(finding.range), finding.message, SEVERITY[finding.severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.rule, target: linkToRule(finding.rule) };
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

/** What Problems say of one document or cell. */
export interface Told {
  readonly uri: vscode.Uri;
  readonly findings: readonly LocatedFinding[];
}

/** What is known of each file in the editor's Problems. A file that was scanned from disk gives way to its open document. */
export class Problems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection(SOURCE);
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #told = new Map<string, Told>();
  /** Documents of a notebook that were told something, by notebook. */
  readonly #cells = new Map<string, readonly vscode.Uri[]>();

  /** What is told changed. */
  readonly onChange = this.#changed.event;

  constructor(private readonly addresses: CellAddresses) {}

  /** Everything that is told now. */
  told(): readonly Told[] {
    return [...this.#told.values()];
  }

  /** The finding to begin with: the gravest that has a fix, in the file that has most of them. */
  worst(): { readonly uri: vscode.Uri; readonly finding: LocatedFinding } | null {
    const rank = ({ fixes, severity }: LocatedFinding) =>
      (fixes.length > 0 ? 0 : SEVERITIES.length) + SEVERITIES.indexOf(severity);
    const all = this.told()
      .flatMap(({ uri, findings }) => findings.map((finding) => ({ uri, finding, beside: findings.length })))
      .sort((one, other) => rank(one.finding) - rank(other.finding) || other.beside - one.beside);
    return all[0] ?? null;
  }

  counts(): Record<Severity, number> {
    const counts = { error: 0, warning: 0, info: 0, hint: 0 };
    for (const { findings } of this.#told.values()) for (const { severity } of findings) counts[severity]++;
    return counts;
  }

  showDocument(uri: vscode.Uri, findings: readonly LocatedFinding[], locate: Locate): void {
    this.#set(uri, findings, locate);
  }

  /** Each finding in its cell; what belongs to no cell, at the notebook itself. */
  showNotebook(notebook: vscode.NotebookDocument, findings: readonly LocatedFinding[], locate: Locate): void {
    const cells = notebook.getCells().map((cell) => cell.document.uri);
    this.#setCells(notebook.uri, cells, findings, locate);
  }

  /** A notebook on disk has its cells where they will be when it is opened; where nobody knows, a finding says in words where it is. */
  showFile(uri: vscode.Uri, findings: readonly LocatedFinding[], locate: Locate): void {
    const last = Math.max(-1, ...findings.map(({ cell }) => cell ?? -1));
    const cells = Array.from({ length: last + 1 }, (_, cell) => this.addresses.of(uri, cell));
    if (cells.every((cell) => cell !== null)) return this.#setCells(uri, cells, findings, locate);
    const worded = findings.map((finding): LocatedFinding =>
      finding.cell === null
        ? finding
        : {
            ...finding,
            message: cellInWords(finding.cell, finding.range.start.line, finding.message),
            range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
          },
    );
    this.#set(uri, worded, locate);
  }

  clear(uri: vscode.Uri): void {
    for (const cell of this.#cells.get(uri.toString()) ?? []) this.#set(cell, [], () => null);
    this.#cells.delete(uri.toString());
    this.#set(uri, [], () => null);
  }

  dispose(): void {
    vscode.Disposable.from(this.#collection, this.#changed).dispose();
  }

  #setCells(
    notebook: vscode.Uri,
    cells: readonly vscode.Uri[],
    findings: readonly LocatedFinding[],
    locate: Locate,
  ): void {
    const kept = new Set(cells.map(String));
    for (const uri of this.#cells.get(notebook.toString()) ?? [])
      if (!kept.has(uri.toString())) this.#set(uri, [], locate);
    this.#cells.set(notebook.toString(), cells);
    cells.forEach((uri, index) =>
      this.#set(
        uri,
        findings.filter(({ cell }) => cell === index),
        locate,
      ),
    );
    this.#set(
      notebook,
      findings.filter(({ cell }) => cell === null || cell >= cells.length),
      locate,
    );
  }

  #set(uri: vscode.Uri, findings: readonly LocatedFinding[], locate: Locate): void {
    const key = uri.toString();
    if (findings.length === 0) {
      if (!this.#told.delete(key)) return;
      this.#collection.delete(uri);
    } else {
      this.#told.set(key, { uri, findings });
      this.#collection.set(uri, toDiagnostics(findings, locate));
    }
    this.#changed.fire();
  }
}

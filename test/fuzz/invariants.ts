import type { LocatedEdit, LocatedFinding } from '../../src/core/finding';
import { LineIndex, type PositionRange, type Range } from '../../src/core/range';
import type { Context, Report, Rule } from '../../src/core/rule';
import { readLocks } from '../../src/readers/locks/index';
import { readNotebook } from '../../src/readers/notebook/notebook-file';
import { PythonParser } from '../../src/readers/python/parser';
import { RULES } from '../../src/rules/index';
import { applyEdits } from '../../src/scan/apply';
import type { ScanOutcome } from '../../src/scan/outcome';
import { documentKindOf, readAs } from '../../src/readers/documents';
import { Engine } from '../../src/scan/engine';
import { cellPlaces, changeCells } from '../../src/scan/notebook-edit';
import { parsePolicy, readPolicy } from '../../src/project/policy';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { cpuSince, turnOfLoop } from '../harness/effort';
import { MemoryFiles } from '../harness/memory-files';
import type { Subject } from './subjects';

const RULE_IDS = RULES.map(({ id }) => id);

/** What does not hold. `law` names it, so that shrinking keeps to one. */
export interface Broken {
  readonly law: string;
  readonly detail: string;
}

/** A scan that is more work than so many turns of the fixed loop is a defect: what is read is bounded. Some ten seconds. */
const SLOW = 2_000;

/** Holds scans to what must be true of them whatever the input is. */
export class Invariants {
  /** What rules report, as it leaves them: later offsets are cut to fit and would hide a mistake. */
  readonly #reported: Broken[];
  readonly #turn = turnOfLoop();

  private constructor(
    private readonly short: Engine,
    private readonly long: Engine,
    private readonly parser: PythonParser,
    reported: Broken[],
  ) {
    this.#reported = reported;
  }

  static async create(held: readonly Rule[] = RULES): Promise<Invariants> {
    const reported: Broken[] = [];
    const rules = held.map((rule) => watched(rule, reported));
    return new Invariants(
      await Engine.create(grammars, rules),
      await Engine.create(grammars, rules, { exhaustive: true }),
      await PythonParser.create(grammars),
      reported,
    );
  }

  dispose(): void {
    this.short.dispose();
    this.long.dispose();
    this.parser.dispose();
  }

  /** Everything that does not hold for a subject, and the CPU time of its first scan. `before` is what an open document held before. */
  async check(
    subject: Subject,
    before: string,
  ): Promise<{ readonly broken: readonly Broken[]; readonly milliseconds: number }> {
    const broken: Broken[] = [];
    this.#reported.length = 0;
    const start = process.cpuUsage();
    const first = await this.#scan(this.short, subject, broken);
    const took = cpuSince(start);
    const milliseconds = took / 1000;
    if (took > SLOW * this.#turn) broken.push({ law: 'a scan is quick', detail: `${Math.round(milliseconds)} ms` });
    broken.push(...this.#reported);
    await this.#companions(subject, broken);
    if (first === null) return { broken, milliseconds };

    const texts = textsOf(subject);
    for (const finding of first.findings) this.#finding(finding, subject, texts, broken);
    const again = await this.#scan(this.short, subject, broken);
    if (again && said(again) !== said(first))
      broken.push({ law: 'the same text gives the same findings', detail: difference(first, again) });
    if (documentKindOf(subject.path) === 'notebook') this.#notebook(subject.text, broken);
    else if (documentKindOf(subject.path) === 'python' && this.#isWellFormed(subject.text)) {
      const whole = await this.#scan(this.long, subject, broken);
      if (whole && said(whole) !== said(first))
        broken.push({ law: 'the short way finds what the long way finds', detail: difference(whole, first) });
      await this.#scan(this.short, { ...subject, text: before }, broken, 'document');
      const open = await this.#scan(this.short, subject, broken, 'document');
      this.short.release('document');
      if (open && said(open) !== said(first))
        broken.push({ law: 'an open document has the findings of the file', detail: difference(first, open) });
      this.#fixes(first, subject, broken);
    }
    return { broken, milliseconds };
  }

  async #scan(
    engine: Engine,
    { path, text, companions, hubCache }: Subject,
    broken: Broken[],
    session?: string,
  ): Promise<ScanOutcome | null> {
    const workspace = new Workspace({
      files: new MemoryFiles({ ...companions, [path]: text }),
      hubCache: new MemoryFiles(hubCache),
      clock: { now: () => Date.UTC(2026, 10, 1) },
      logger: {
        info: () => {},
        warn: () => {},
        error: (message) => broken.push({ law: 'no rule fails', detail: message }),
      },
    });
    try {
      return await engine.scan({ kind: 'text', path, text, session }, workspace);
    } catch (error) {
      broken.push({ law: `nothing throws: ${nameOf(error)}`, detail: stackOf(error) });
      return null;
    }
  }

  /** What the workspace keeps to itself when it fails: locks and policies. */
  async #companions({ path, text, companions }: Subject, broken: Broken[]): Promise<void> {
    const files = new MemoryFiles({ ...companions, [path]: text });
    try {
      await readLocks(files, undefined, path);
      await readPolicy(files, path, RULE_IDS);
      for (const [name, content] of Object.entries(companions))
        if (name.endsWith('.toml')) parsePolicy(content, name, RULE_IDS);
    } catch (error) {
      broken.push({ law: `no companion throws: ${nameOf(error)}`, detail: stackOf(error) });
    }
  }

  #isWellFormed(text: string): boolean {
    // A carriage return alone ends a line, which the parser does not know.
    const tree = this.parser.parse(text.replace(/\r(?!\n)/g, '\n'));
    return typeof tree !== 'string' && !tree.broken && !tree.truncated;
  }

  #finding(finding: LocatedFinding, subject: Subject, texts: Texts, broken: Broken[]): void {
    const own = texts.own(finding.cell);
    const wrong = own === null ? 'there is no such cell' : misplaced(finding.range, own);
    if (wrong !== null) broken.push({ law: 'a finding lies in its text', detail: `${finding.rule}: ${wrong}` });
    for (const fix of finding.fixes) {
      const byText = new Map<string, LocatedEdit[]>();
      for (const edit of fix.edits) {
        const key = JSON.stringify([edit.path, edit.cell ?? null]);
        byText.set(key, [...(byText.get(key) ?? []), edit]);
      }
      for (const edits of byText.values()) {
        const text =
          edits[0]!.path === subject.path
            ? texts.own(edits[0]!.cell ?? null)
            : (subject.companions[edits[0]!.path] ?? '');
        const reason =
          text === null
            ? 'there is no such cell'
            : (edits.map((edit) => misplaced(edit.range, text)).find((each) => each !== null) ??
              inapplicable(text, edits));
        if (reason !== null)
          broken.push({ law: 'a fix can be applied', detail: `${finding.rule}, ${fix.title}: ${reason}` });
      }
    }
  }

  /** A fix of well-formed code leaves it well-formed. */
  #fixes(outcome: ScanOutcome, { path, text }: Subject, broken: Broken[]): void {
    for (const finding of outcome.findings.slice(0, 20))
      for (const fix of finding.fixes) {
        const own = fix.edits.filter((edit) => edit.path === path);
        if (own.length === 0 || inapplicable(text, own) !== null) continue;
        const fixed = applied(text, own);
        if (!this.#isWellFormed(fixed))
          broken.push({ law: `a fix leaves code well-formed: ${finding.rule}`, detail: `${fix.title}\n${fixed}` });
      }
  }

  /** The two readers of notebooks agree, and a cell that is written as it stands changes nothing. */
  #notebook(json: string, broken: Broken[]): void {
    const file = readNotebook(json);
    const places = cellPlaces(json);
    if (typeof file === 'string') return;
    if (places === null) {
      broken.push({ law: 'both readers of notebooks agree', detail: 'one finds no cells' });
      return;
    }
    const theirs = places.map((place) => place.text);
    const ours = file.cells.map((cell) => cell.text);
    if (JSON.stringify(theirs) !== JSON.stringify(ours))
      broken.push({
        law: 'both readers of notebooks agree',
        detail: `${JSON.stringify(ours).slice(0, 500)}\n${JSON.stringify(theirs).slice(0, 500)}`,
      });
    const cell = ours.findIndex((each) => each !== '');
    if (cell < 0) return;
    const changed = changeCells(json, [{ cell, text: `${ours[cell]!}\nx` }]);
    const read = changed === null ? 'not changed' : readNotebook(changed);
    if (typeof read === 'string' || read.cells[cell]?.text !== `${ours[cell]!}\nx`)
      broken.push({ law: 'a cell can be changed', detail: `cell ${cell}` });
  }
}

type Checked = { check(fact: never, context: Context): void };

/** The rule, with an eye on the ranges that it reports. */
function watched(rule: Rule, broken: Broken[]): Rule {
  const watch = <T extends Checked>(listener: T): T => ({
    ...listener,
    check(fact: never, context: Context & { readonly facts?: { readonly text: string; readonly offset?: number } }) {
      // Of a suppression comment the listener sees no text.
      const end = context.facts ? (context.facts.offset ?? 0) + context.facts.text.length : Infinity;
      const see = (range: Range, what: string, limit = end): void => {
        if (!(range.start >= 0 && range.start <= range.end && range.end <= limit))
          broken.push({
            law: 'ranges lie in the text',
            detail: `${rule.id} reports ${what} ${range.start}..${range.end} of ${limit}`,
          });
      };
      listener.check(fact, {
        ...context,
        report(report: Report) {
          see(report.range, 'a finding');
          for (const related of report.related ?? [])
            if (related.path === undefined) see(related.range, 'a related place');
          for (const fix of report.fixes ?? []) {
            // A fix of what an output shows edits the program, which this listener does not see.
            for (const edit of fix.edits)
              see(
                edit.range,
                'an edit',
                edit.path === undefined && !rule.listen.documents?.output ? undefined : Infinity,
              );
          }
          context.report(report);
        },
      });
    },
  });
  const watchAll = (listeners: object): object =>
    Object.fromEntries(
      Object.entries(listeners).map(([name, listener]: [string, Checked | Checked[] | object]) => {
        if (Array.isArray(listener)) return [name, listener.map(watch)];
        if (name === 'documents') return [name, watchAll(listener)];
        return [name, 'check' in listener ? watch(listener) : listener];
      }),
    );
  const listen = watchAll(rule.listen) as Rule['listen'];
  return { ...rule, listen };
}

interface Texts {
  /** The text in which findings of a cell count, or null. */
  own(cell: number | null): string | null;
}

function textsOf({ path, text }: Subject): Texts {
  if (readAs(path)?.kind !== 'notebook') return { own: (cell) => (cell === null ? text : null) };
  const file = readNotebook(text);
  return { own: (cell) => (typeof file === 'string' || cell === null ? null : (file.cells[cell]?.text ?? null)) };
}

function misplaced({ start, end }: PositionRange, text: string): string | null {
  const lines = new LineIndex(text);
  for (const { line, column } of [start, end]) {
    if (!(line >= 1 && line <= lines.lineCount && column >= 1))
      return `line ${line}, column ${column} of ${lines.lineCount} lines`;
    const limit = line < lines.lineCount ? lines.startOf(line + 1) : text.length;
    if (lines.startOf(line) + column - 1 > limit) return `column ${column} of line ${line} is beyond its end`;
  }
  return start.line > end.line || (start.line === end.line && start.column > end.column)
    ? 'it ends before it begins'
    : null;
}

function applied(text: string, edits: readonly LocatedEdit[]): string {
  const lines = new LineIndex(text);
  return applyEdits(
    text,
    [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()].map((edit) => ({
      range: lines.rangeOf(edit.range),
      text: edit.text,
    })),
  );
}

function inapplicable(text: string, edits: readonly LocatedEdit[]): string | null {
  try {
    applied(text, edits);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

const said = ({ findings, suppressed }: ScanOutcome): string => JSON.stringify([findings, suppressed]);

/** The findings that only one of two outcomes has. */
function difference(expected: ScanOutcome, found: ScanOutcome): string {
  const keys = (outcome: ScanOutcome): Set<string> =>
    new Set(outcome.findings.map((finding) => JSON.stringify(finding)));
  const [a, b] = [keys(expected), keys(found)];
  const only = (these: Set<string>, those: Set<string>): string =>
    [...these]
      .filter((key) => !those.has(key))
      .slice(0, 3)
      .map((key) => key.slice(0, 700))
      .join('\n    ');
  return `missing:\n    ${only(a, b)}\n  too many:\n    ${only(b, a)}\n  suppressed ${expected.suppressed} and ${found.suppressed}`;
}

const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name} ${error.message.slice(0, 60)}` : typeof error;

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 12).join('\n') : String(error);

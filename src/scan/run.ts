import type { Finding, Question, Severity } from '../core/finding';
import type { Clock } from '../core/host';
import { calmed, codePlaceOf } from '../core/place';
import type { Policy } from '../core/policy';
import type { PythonFacts } from '../core/python-facts';
import type { Context, Project, Report, Rule } from '../core/rule';
import { placesBehind, reasonsBehind, severityReason, type Subject } from './explanation';
import type { ProjectCode } from './project-code';

/** What every judgement needs to know beside the facts. */
export interface Circumstances {
  readonly path: string;
  readonly notebook: boolean;
  readonly policy: Policy;
  readonly project: Project;
  /** Grows when the project is asked what it does not know yet. */
  readonly pending?: readonly Question[];
  /** The rest of the project, for the values of Python. */
  readonly outside?: ProjectCode;
  /** Rules that have not been asked when it is over are left out. */
  readonly limit?: TimeLimit;
}

/** Milliseconds that all rules together may take for one document. Ordinary ones take a few. */
const MAX_TIME = 5000;

/** Whether the rules have had their time. */
export class TimeLimit {
  readonly #end: number;
  /** True once somebody was refused. */
  exceeded = false;

  constructor(private readonly clock: Clock) {
    this.#end = clock.now() + MAX_TIME;
  }

  isOver(): boolean {
    return (this.exceeded ||= this.clock.now() > this.#end);
  }
}

/** What was found in facts, and what can be asked again when more is known of the project. */
export interface Judgement {
  readonly findings: readonly Finding[];
  /** Makes the checks anew that asked what was not known; the others would say the same. Only while the facts are the same. */
  again(at: Circumstances): void;
}

/** A check that has to be made again, and its findings: those from `start` to before `end`. */
interface Open<Facts> {
  readonly rule: Rule;
  readonly check: (context: Context & Facts) => void;
  readonly subject: Subject | undefined;
  readonly start: number;
  readonly end: number;
}

/** One document under judgement: takes what rules report, and adds where that comes from. */
export class Run<Facts extends object> implements Judgement {
  findings: Finding[] = [];
  #open: Open<Facts>[] = [];
  #recording: Project | undefined;
  /** Versions that the rule at work was told. */
  readonly #versions = new Map<string, string>();

  constructor(private at: Circumstances, private readonly guard: (rule: Rule, path: string, check: () => void) => void, private readonly extra: Facts) {}

  with(rule: Rule, check: (context: Context & Facts) => void, subject?: Subject): void {
    const setting = this.at.policy.rules[rule.id];
    if (setting === 'off' || this.at.limit?.isOver()) return;
    if (this.#versions.size > 0) this.#versions.clear();
    const asked = this.at.pending?.length;
    const start = this.findings.length;
    this.guard(rule, this.at.path, () => check({
      path: this.at.path, notebook: this.at.notebook, policy: this.at.policy, project: this.#project(), ...this.extra,
      report: (report: Report) => this.findings.push(this.#findingOf(rule, report, setting, subject)),
    }));
    if (this.at.pending?.length !== asked) this.#open.push({ rule, check, subject, start, end: this.findings.length });
  }

  again(at: Circumstances): void {
    const { findings } = this;
    const open = this.#open;
    this.at = at;
    this.#recording = undefined;
    this.#open = [];
    this.findings = [];
    let kept = 0;
    for (const { rule, check, subject, start, end } of open) {
      this.findings.push(...findings.slice(kept, start));
      this.with(rule, check, subject);
      kept = end;
    }
    this.findings.push(...findings.slice(kept));
  }

  /** The project, with a memory for what it said of versions. */
  #project(): Project {
    const { project } = this.at;
    return this.#recording ??= {
      ...project,
      version: (distribution) => {
        const known = project.version(distribution);
        if (known) this.#versions.set(distribution, `resolves to ${known.version}: ${known.source}`);
        return known;
      },
      versionRange: (distribution) => {
        const known = project.versionRange(distribution);
        const bounds = known ? [known.atLeast === null ? '' : `at least ${known.atLeast}`, known.below === null ? '' : `below ${known.below}`].filter(Boolean) : [];
        if (known && bounds.length > 0 && !this.#versions.has(distribution)) this.#versions.set(distribution, `is ${bounds.join(' and ')}: ${known.source}`);
        return known;
      },
    };
  }

  #findingOf(rule: Rule, report: Report, setting: Severity | undefined, subject: Subject | undefined): Finding {
    const { base = '' } = this.at.policy;
    const place = codePlaceOf(base !== '' && this.at.path.startsWith(`${base}/`) ? this.at.path.slice(base.length + 1) : this.at.path);
    const said = report.severity ?? rule.severity;
    const severity = setting ?? (report.everywhere ? said : calmed(said, place));
    const related = report.related ?? [];
    const facts = 'facts' in this.extra ? this.extra.facts as PythonFacts : undefined;
    return {
      rule: rule.id, severity, range: report.range, message: report.message,
      related: subject && facts ? [...related, ...placesBehind(subject, facts, report)] : related,
      fixes: report.fixes ?? [], lookups: report.lookups ?? [],
      reasons: [
        ...(subject && facts ? reasonsBehind(subject, facts, report, rule.category === 'secrets') : []),
        ...[...this.#versions].map(([distribution, said]) => [`${distribution} ${said}`]),
        ...severityReason(said, severity, place, setting !== undefined),
      ],
    };
  }
}

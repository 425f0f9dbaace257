import type { Finding, Severity } from '../core/finding';
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

/** One document under judgement: takes what rules report, and adds where that comes from. */
export class Run<Facts extends object> {
  readonly findings: Finding[] = [];
  #recording: Project | undefined;
  /** Versions that the rule at work was told. */
  readonly #versions = new Map<string, string>();

  constructor(private readonly at: Circumstances, private readonly guard: (rule: Rule, path: string, check: () => void) => void, private readonly extra: Facts) {}

  with(rule: Rule, check: (context: Context & Facts) => void, subject?: Subject): void {
    const setting = this.at.policy.rules[rule.id];
    if (setting === 'off' || this.at.limit?.isOver()) return;
    if (this.#versions.size > 0) this.#versions.clear();
    this.guard(rule, this.at.path, () => check({
      path: this.at.path, notebook: this.at.notebook, policy: this.at.policy, project: this.#project(), ...this.extra,
      report: (report: Report) => this.findings.push(this.#findingOf(rule, report, setting, subject)),
    }));
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

import { unfollowedIn } from '../analysis/flow/budget';
import type { Finding } from '../core/finding';
import type { Project } from '../core/question';
import type { Clock } from '../core/host';
import { calmed, codePlaceOf } from '../core/place';
import type { Policy } from '../core/policy';
import type { Facts } from '../core/facts';
import { contains, type Range } from '../core/range';
import type { Context, Report, Rule } from '../core/rule';
import type { Guard } from './guard';
import { fixesOf } from './asserted';
import { placesBehind, reasonsBehind, severityReason, type JudgedFact } from './explanation';
import type { ProjectCode } from '../project/project-code';

/** What every judgement needs to know beside the facts. */
export interface Circumstances {
  readonly path: string;
  readonly notebook: boolean;
  readonly policy: Policy;
  readonly project: Project;
  /** Grows when the project is asked what it does not know yet. */
  readonly pending?: readonly unknown[];
  /** The rest of the project, for the values of Python. */
  readonly outside?: ProjectCode;
  /** Say of each finding why it is believed. */
  readonly explain?: boolean | undefined;
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
  /** Places whose values were not followed to where they come from. */
  readonly unfollowed: readonly Range[];
  /** Makes the checks anew that asked what was not known; the others would say the same. Only while the facts are the same. */
  again(at: Circumstances): void;
}

/** A check that has to be made again, and its findings: those from `start` to before `end`. */
interface OpenCheck<Extra> {
  readonly rule: Rule;
  readonly check: (context: Context & Extra) => void;
  readonly subject: JudgedFact | undefined;
  readonly start: number;
  readonly end: number;
}

/** One document under judgement: takes what rules report, and adds where that comes from. */
export class Run<Extra extends object> implements Judgement {
  findings: Finding[] = [];
  #open: OpenCheck<Extra>[] = [];
  /** The rule at work, and what it looks at. */
  #rule: Rule | undefined;
  #subject: JudgedFact | undefined;
  #context: (Context & Extra) | undefined;
  /** What the project told the rule at work, by what it is about. */
  readonly #told = new Map<string, string>();

  constructor(
    private at: Circumstances,
    private readonly guard: Guard,
    private readonly extra: Extra,
  ) {}

  get unfollowed(): readonly Range[] {
    const facts = 'facts' in this.extra ? (this.extra.facts as Facts) : undefined;
    return facts?.kind === 'python' ? unfollowedIn(facts.semantics) : [];
  }

  with(rule: Rule, check: (context: Context & Extra) => void, subject?: JudgedFact): void {
    const { policy, limit, pending, path } = this.at;
    if (policy.rules[rule.id] === 'off' || limit?.isOver()) return;
    if (this.#told.size > 0) this.#told.clear();
    const asked = pending?.length;
    const start = this.findings.length;
    this.#rule = rule;
    this.#subject = subject;
    const context = (this.#context ??= this.#makeContext());
    this.guard.run(rule, path, () => check(context));
    if (pending?.length !== asked) this.#open.push({ rule, check, subject, start, end: this.findings.length });
  }

  again(at: Circumstances): void {
    const { findings } = this;
    const open = this.#open;
    this.at = at;
    this.#context = undefined;
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

  /** Rules see the same of it all; what they report goes to the one at work. */
  #makeContext(): Context & Extra {
    const { path, notebook, policy } = this.at;
    return {
      path,
      notebook,
      policy,
      project: this.#project(),
      ...this.extra,
      report: (report) => this.findings.push(this.#findingOf(this.#rule!, report, this.#subject)),
    };
  }

  /** The project; with a memory for what it said, where that is to be explained. */
  #project(): Project {
    const { project, explain } = this.at;
    if (!explain) return project;
    return {
      ask: (kind, ...args) => {
        const answer = project.ask(kind, ...args);
        const told = answer === undefined ? null : kind.explain?.(answer, ...args);
        if (told && !(told.weaker && this.#told.has(told.about))) this.#told.set(told.about, told.words);
        return answer;
      },
    };
  }

  #findingOf(rule: Rule, report: Report, subject: JudgedFact | undefined): Finding {
    const { base = '', rules } = this.at.policy;
    const configured = rules[rule.id];
    const setting = configured === 'off' ? undefined : configured;
    const place = codePlaceOf(
      base !== '' && this.at.path.startsWith(`${base}/`) ? this.at.path.slice(base.length + 1) : this.at.path,
    );
    const said = report.severity ?? rule.severity;
    const severity = setting ?? (report.everywhere ? said : calmed(said, place));
    const related = report.related ?? [];
    const facts = 'facts' in this.extra ? (this.extra.facts as Facts) : undefined;
    return {
      rule: rule.id,
      severity,
      range: report.range,
      message: report.message,
      ...(report.detail === undefined ? {} : { detail: report.detail }),
      related: subject && facts?.kind === 'python' ? [...related, ...placesBehind(subject, facts, report)] : related,
      fixes: fixesOf(report, rule.category, facts),
      lookups: report.lookups ?? [],
      ...unityOf(report),
      reasons: this.at.explain
        ? [
            ...(subject && facts?.kind === 'python'
              ? reasonsBehind(subject, facts, report, rule.category === 'secrets')
              : []),
            ...this.#toldOf(report),
            ...severityReason(said, severity, place, setting !== undefined),
          ]
        : [],
    };
  }

  /** What the answers of the project say, and where values were not followed to their end. */
  #toldOf({ range }: Report): Finding['reasons'] {
    return [
      ...[...this.#told].map(([about, words]) => [`${about} ${words}`]),
      ...(this.unfollowed.some((place) => contains(range, place))
        ? [['The way of this value was not followed to its end: it comes too many ways']]
        : []),
    ];
  }
}

/** What makes one finding of several. */
const unityOf = ({ absorbs, thing }: Report): Pick<Finding, 'absorbs' | 'thing'> => ({
  ...(absorbs ? { absorbs } : {}),
  ...(thing ? { thing } : {}),
});

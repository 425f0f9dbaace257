import { matchesCallee } from '../core/callee-pattern';
import type { ConfigFacts, OutputFacts } from '../core/config-facts';
import type { Finding, Severity } from '../core/finding';
import type { Logger } from '../core/host';
import { calmed, codePlaceOf } from '../core/place';
import type { Policy } from '../core/policy';
import type { PythonFacts } from '../core/python-facts';
import type { Range } from '../core/range';
import type { Context, Project, Report, Rule } from '../core/rule';
import type { RequirementsFacts } from '../core/requirement-facts';
import { placesBehind, reasonsBehind, severityReason, type Subject } from './explanation';
import type { ProjectCode } from './project-code';
import { hears, mentions, namesIn, wordsPattern } from './triggers';

/** What every judgement needs to know beside the facts. */
export interface Circumstances {
  readonly path: string;
  readonly notebook: boolean;
  readonly policy: Policy;
  readonly project: Project;
  /** The rest of the project, for the values of Python. */
  readonly outside?: ProjectCode;
}

type Call = NonNullable<Rule['listen']['calls']>[number];

/** Sends facts to the rules that listen to them. A rule that throws is logged once and the others go on. */
export class Judge {
  readonly #byLastSegment = new Map<string, { rule: Rule; call: Call }[]>();
  readonly #anyCall: { rule: Rule; call: Call }[] = [];
  /** Words of all of them together: most calls have none. */
  readonly #anyTriggers: readonly string[] | undefined;
  readonly #words = new Map<readonly string[], RegExp>();
  readonly #failed = new Set<string>();

  constructor(readonly rules: readonly Rule[], private readonly logger: Logger) {
    for (const rule of rules) for (const call of rule.listen.calls ?? []) {
      const segments = new Set(call.callees.map((callee) => callee.slice(callee.lastIndexOf('.') + 1)));
      if ([...segments].some((segment) => segment.includes('*'))) this.#anyCall.push({ rule, call });
      else for (const segment of segments) this.#byLastSegment.set(segment, [...(this.#byLastSegment.get(segment) ?? []), { rule, call }]);
    }
    const all = this.#anyCall.map(({ call }) => call.triggers);
    this.#anyTriggers = all.includes(undefined) ? undefined : [...new Set(all.flatMap((triggers) => triggers ?? []))];
  }

  python(facts: PythonFacts, cells: readonly { readonly index: number; readonly range: Range }[], at: Circumstances): Finding[] {
    const run = new Run(at, this.#guard, { facts, cells });
    for (const call of facts.calls) {
      const last = call.callee.slice(call.callee.lastIndexOf('.') + 1);
      const named = this.#byLastSegment.get(last);
      const written = named !== undefined || this.#anyCall.length > 0 ? facts.text.slice(call.range.start, call.range.end) : '';
      const mayMention = this.#anyCall.length > 0 && this.#hearsCall(this.#anyTriggers, written);
      for (const { rule, call: listener } of [...(named ?? []), ...(mayMention ? this.#anyCall : [])]) {
        if (listener.callees.some((pattern) => matchesCallee(pattern, call.callee)) && this.#hearsCall(listener.triggers, written)) run.with(rule, (context) => listener.check(call, context), call);
      }
    }
    const textAt = (range: Range): string => facts.text.slice(range.start, range.end);
    for (const rule of this.rules) {
      const { strings, comments, assignments, dictItems, comparisons, magics } = rule.listen;
      if (strings) for (const fact of facts.strings) if (!(strings.valuesOnly && fact.role !== 'value') && this.#mentions(strings.triggers, textAt(fact.range))) run.with(rule, (context) => strings.check(fact, context));
      if (comments) for (const fact of facts.comments) if (this.#mentions(comments.triggers, fact.text)) run.with(rule, (context) => comments.check(fact, context));
      if (assignments) for (const fact of facts.assignments) if (hears(assignments, fact.role === 'subscript' ? namesIn(textAt(fact.targetRange)) : [fact.name], textAt(fact.valueRange))) run.with(rule, (context) => assignments.check(fact, context), fact);
      if (dictItems) for (const fact of facts.dictItems) if (hears(dictItems, [fact.key], textAt(fact.valueRange))) run.with(rule, (context) => dictItems.check(fact, context), fact);
      if (comparisons) for (const fact of facts.comparisons) if (this.#mentions(comparisons.triggers, textAt(fact.range))) run.with(rule, (context) => comparisons.check(fact, context));
      if (magics) for (const fact of facts.magics) run.with(rule, (context) => magics.check(fact, context));
    }
    return run.findings;
  }

  requirements(facts: RequirementsFacts, at: Circumstances): Finding[] {
    const run = new Run(at, this.#guard, { facts });
    for (const rule of this.rules) {
      const { requirements, requirementOptions, requirementsFile } = rule.listen;
      if (requirementsFile) run.with(rule, (context) => requirementsFile.check(facts, context));
      for (const entry of facts.entries) {
        if (requirements && entry.kind === 'requirement') run.with(rule, (context) => requirements.check(entry, context));
        if (requirementOptions && entry.kind === 'option') run.with(rule, (context) => requirementOptions.check(entry, context));
      }
    }
    return run.findings;
  }

  config(facts: ConfigFacts, at: Circumstances): Finding[] {
    const run = new Run(at, this.#guard, { facts });
    for (const rule of this.rules) {
      const { config } = rule.listen;
      if (config) for (const entry of facts.entries) run.with(rule, (context) => config.check(entry, context));
      const { configComments } = rule.listen;
      if (configComments) for (const comment of facts.comments) if (this.#mentions(configComments.triggers, comment.text)) run.with(rule, (context) => configComments.check(comment, context));
    }
    return run.findings;
  }

  output(facts: OutputFacts, at: Circumstances): Finding[] {
    const run = new Run(at, this.#guard, { facts });
    for (const rule of this.rules) {
      const { outputs } = rule.listen;
      if (outputs) run.with(rule, (context) => outputs.check(facts, context));
    }
    return run.findings;
  }

  /** The same question that the prefilter asks. What a spread mapping brings, no text of the call tells. */
  #hearsCall(triggers: readonly string[] | undefined, written: string): boolean {
    return triggers === undefined || written.includes('**') || this.#mentions(triggers, written);
  }

  #mentions(words: readonly string[], text: string): boolean {
    let pattern = this.#words.get(words);
    if (!pattern) this.#words.set(words, (pattern = wordsPattern(words)));
    return mentions(pattern, text);
  }

  readonly #guard = (rule: Rule, path: string, check: () => void): void => {
    try {
      check();
    } catch (error) {
      if (this.#failed.has(rule.id)) return;
      this.#failed.add(rule.id);
      // The stack has no file contents; an error's message could, so it is left out.
      this.logger.error(`rule ${rule.id} failed on ${path}: ${error instanceof Error ? `${error.name}\n${(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 6).join('\n')}` : 'unknown error'}`);
    }
  };
}

/** One document under judgement: takes what rules report, and adds where that comes from. */
class Run<Facts extends object> {
  readonly findings: Finding[] = [];
  readonly #project: Project;
  /** Versions that the rule at work was told. */
  readonly #versions = new Map<string, string>();

  constructor(private readonly at: Circumstances, private readonly guard: (rule: Rule, path: string, check: () => void) => void, private readonly extra: Facts) {
    const { project } = at;
    this.#project = {
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

  with(rule: Rule, check: (context: Context & Facts) => void, subject?: Subject): void {
    const setting = this.at.policy.rules[rule.id];
    if (setting === 'off') return;
    this.#versions.clear();
    this.guard(rule, this.at.path, () => check({
      path: this.at.path, notebook: this.at.notebook, policy: this.at.policy, project: this.#project, ...this.extra,
      report: (report: Report) => this.findings.push(this.#findingOf(rule, report, setting, subject)),
    }));
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

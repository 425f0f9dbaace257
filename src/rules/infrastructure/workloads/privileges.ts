import type { InfrastructureFacts, PrivilegeFact, WorkloadFact } from '../../../core/infrastructure-facts';
import type { Severity } from '../../../core/finding';
import type { CommandContext, Context, Listeners } from '../../../core/rule';
import { privilegesOfStep } from '../../../analysis/infrastructure/run-commands';
import { listenToShell } from '../../../analysis/commands/listening';

/** What a rule says of a right that is written down; null for one that is none of its business. */
export type JudgePrivilege = (
  privilege: PrivilegeFact,
  workload: WorkloadFact | null,
) => { readonly message: string; readonly severity: Severity; readonly detail?: string; readonly fix?: string } | null;

/**
 * Hears of rights over the machine wherever they are written: pod templates, Compose, jobs of a workflow, development containers,
 * `docker run`. A right is told once for a workload, not once for each of its containers.
 */
export const listenToPrivileges = (judge: JudgePrivilege): Listeners => ({
  ...listenToShell((step, context: CommandContext) => {
    for (const privilege of privilegesOfStep(step)) {
      const said = judge(privilege, null);
      // Whoever runs containers by hand is an administrator of the machine already.
      if (said) context.report({ range: privilege.range, message: said.message, severity: milder(said.severity) });
    }
  }),
  documents: {
    infrastructure: {
      check: (facts, context) => tell(facts, context, judge),
    },
  },
});

function tell(facts: InfrastructureFacts, context: Context, judge: JudgePrivilege): void {
  for (const workload of facts.workloads) {
    const told = new Set<string>();
    for (const privilege of workload.privileges) {
      const said = judge(privilege, workload);
      const key = `${privilege.what} ${privilege.subject}`;
      if (said === null || told.has(key)) continue;
      told.add(key);
      // One switch for all containers of a template is one decision.
      const others = workload.privileges.filter((other) => `${other.what} ${other.subject}` === key);
      const edits = others.flatMap(({ without }) => without ?? []);
      context.report({
        range: privilege.range,
        message: said.message,
        severity: said.severity,
        ...(said.detail === undefined ? null : { detail: said.detail }),
        ...(said.fix !== undefined && edits.length === others.length && edits.length > 0
          ? { fixes: [{ title: said.fix, safety: 'unsafe', edits: unique(edits) }] }
          : null),
      });
    }
  }
}

/** An anchor that several workloads share is changed once. */
const unique = <Edit extends { readonly range: { readonly start: number } }>(edits: readonly Edit[]): readonly Edit[] =>
  edits.filter((edit, index) => edits.findIndex(({ range }) => range.start === edit.range.start) === index);

const milder = (severity: Severity): Severity => (severity === 'hint' ? 'hint' : 'info');

/** Agents of a node (device plugins, drivers, exporters, collectors of logs) are there to reach it. */
export const onNode = (workload: WorkloadFact | null, severity: Severity): Severity =>
  workload?.kind === 'DaemonSet' ? 'hint' : severity;

/** How a message calls it. */
export const nounOf = (workload: WorkloadFact | null): string =>
  workload === null || workload.kind === 'service' || workload.kind === 'devcontainer' ? 'machine' : 'node';

import type { Related, Severity } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { CommandContext, PythonContext } from '../../../core/rule';
import type { OpenAddress } from './addresses';
import { isContained } from './servers';
import { narrowed } from './narrowed';

/** An argument that has a server listen on every interface. */
export interface OpenArgument {
  readonly argument: Argument;
  readonly open: OpenAddress;
}

/** Says that a server answers everybody: of Ray more, of one that asks for a password less. */
export function reportServer({ argument, open }: OpenArgument, call: CallFact, context: PythonContext): void {
  const ray = argument.name === 'dashboard_host';
  const guarded = call.callee.endsWith('launch') && argumentOf(call, 'auth') !== undefined;
  context.report({
    range: argument.range,
    severity: guarded ? 'hint' : ray && !open.isDefault ? 'warning' : severityIn(context, open),
    related: open.related,
    fixes: narrowed(open, context),
    message: ray
      ? 'The Ray dashboard runs code for anyone on the network who reaches it.'
      : 'This server listens on every network interface, not only on this machine.',
  });
}

/** Says of what listens by itself that everybody reaches it: `what` begins the sentence. */
export function reportPlain(at: OpenArgument | undefined, message: string, context: PythonContext): void {
  if (at)
    context.report({
      range: at.argument.range,
      severity: severityIn(context, at.open),
      related: at.open.related,
      fixes: narrowed(at.open, context),
      message,
    });
}

/** Says of a service that is started or set elsewhere that it answers everybody. */
export const reportService = (
  service: string,
  range: Range,
  context: CommandContext,
  severity = severityIn(context),
  related: readonly Related[] = [],
): void => context.report({ range, severity, related, message: `${service} listens on every network interface.` });

/** A hint where somebody else may say otherwise, and where a container has to listen on every interface. */
export const severityIn = (context: CommandContext, open?: OpenAddress): Severity =>
  open?.isDefault || isContained(context) ? 'hint' : 'info';

import type { FlowNode } from '../../../analysis/flow/flow-node';
import { startingSentence } from '../../../analysis/flow/related-places';
import { SOURCE_TEXTS, type FlowSource, type SourceKind } from '../../../analysis/flow/sources';
import type { Severity } from '../../../core/finding';
import { stringOf } from '../../../core/value';
import { isUnknown, composedParts } from './composed';
import type { Taken } from './taken';

/** What is wrong with a command for a shell. */
export interface ShellCommandVerdict {
  readonly severity: Severity;
  readonly message: string;
  readonly source: FlowSource | null;
}

/** What a part of a command counts, by where it comes from; the worst first. */
const PARTS: readonly (readonly [SourceKind, Severity])[] = [
  ['request', 'error'],
  ['message', 'warning'],
  ['network', 'warning'],
  ['download', 'warning'],
  ['data', 'warning'],
  ['command-line', 'warning'],
  ['typed', 'warning'],
  ['widget', 'warning'],
  ['file', 'warning'],
  ['environment', 'info'],
];
/** A command that is all of it somebody else's is what such a program is for, but for strangers. What is downloaded has a rule of its own. */
const WHOLE: readonly (readonly [SourceKind, Severity])[] = [
  ['request', 'error'],
  ['message', 'warning'],
  ['data', 'hint'],
  ['command-line', 'hint'],
  ['typed', 'hint'],
  ['widget', 'hint'],
  ['file', 'hint'],
  ['environment', 'hint'],
];

/** What is wrong with a command, by what it is made of; null where that is nothing. `part`: all of it is put into a command elsewhere. */
export function commandOf({ flow, sources, has }: Taken, part = false): ShellCommandVerdict | null {
  // What a model writes has rules of its own.
  if (has('model', 'tool')) return null;
  const parts = part ? new Set(flow.nodes) : composedParts(flow);
  const held = worst(
    PARTS,
    sources.filter(({ node }) => parts.has(node)),
  );
  const whole = worst(
    WHOLE,
    sources.filter(({ node }) => !parts.has(node)),
  );
  if (whole && (!held || whole.severity === 'error')) {
    const { source, severity } = whole;
    if (severity !== 'hint')
      return {
        severity,
        source,
        message: `Shell injection: ${SOURCE_TEXTS[source.kind]} is run as a shell command.`,
      };
  }
  const said = held && { ...held, message: partMessage(SOURCE_TEXTS[held.source.kind]) };
  if (said && said.severity !== 'info') return said;
  const known = new Set<FlowNode>(sources.map(({ node }) => node));
  const parameters = flow.nodes.filter((node) => node.kind === 'parameter' && !known.has(node));
  const composing = parameters.filter((node) => parts.has(node));
  const parameter = composing.find((node) => !hasDefault(node)) ?? composing[0];
  if (parameter)
    return {
      severity: hasDefault(parameter) ? 'info' : 'warning',
      source: null,
      message: partMessage(`the parameter ${parameter.expression.name}`),
    };
  if (said) return said;
  if ((flow.cut && parts.size > 0) || flow.nodes.some((node) => parts.has(node) && !known.has(node) && isUnknown(node)))
    return { severity: 'info', source: null, message: partMessage('a part not known here') };
  if (whole)
    return { ...whole, message: `${startingSentence(SOURCE_TEXTS[whole.source.kind])} is run as a shell command.` };
  // A helper that runs what it is given: its callers decide.
  return parameters.length > 0
    ? { severity: 'hint', source: null, message: 'The caller decides which shell command is run here.' }
    : null;
}

/** What the program itself puts there, unless somebody says otherwise: `def check(branch="main")`. */
const hasDefault = ({ expression, world }: FlowNode): boolean =>
  world
    .bindingsOf(expression)
    .some(
      ({ kind, value }) =>
        kind === 'parameter' && value !== null && value.value.kind !== 'none' && stringOf(value.value) !== '',
    );

const partMessage = (what: string): string => `Shell injection: ${what} is inserted into a shell command unescaped.`;

function worst(
  severities: readonly (readonly [SourceKind, Severity])[],
  sources: readonly FlowSource[],
): { readonly source: FlowSource; readonly severity: Severity } | null {
  for (const [kind, severity] of severities) {
    const source = sources.find((other) => other.kind === kind);
    if (source) return { source, severity };
  }
  return null;
}

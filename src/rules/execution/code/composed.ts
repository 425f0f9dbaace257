import type { Flow, FlowNode } from '../../../analysis/flow/flow-node';
import type { Expression } from '../../../core/semantics';

/** Methods that put what they are given into a text. */
const COMPOSES = /(?:^|\.)(?:format|format_map|substitute|safe_substitute|render)$|^str\.(?:join|replace)$/;
/** Sides of a sum that are looked at for a written text. */
const DEEPEST = 30;

/** The places of a flow whose values become a part of a written text on their way. */
export function composedParts({ nodes }: Flow): ReadonlySet<FlowNode> {
  const parts = new Set<FlowNode>();
  for (const node of nodes) if (node.into && (parts.has(node.into) || isComposition(node.into))) parts.add(node);
  return parts;
}

/** An f-string, `.format(…)`, `% …`, `+ …`, `" ".join(…)`, `command += …`: a text with something put in. */
function isComposition({ expression, call, world }: FlowNode): boolean {
  const { kind, name, parts, template } = expression;
  if (call) return COMPOSES.test(call.callee);
  if (kind === 'text') return parts.length > 0 && !/^\{[^{}]*\}$/.test(template ?? '');
  if (kind === 'operation') return (name === '+' || name === '%') && isWritten(expression, 0);
  return kind === 'name' && world.bindingsOf(expression).some((binding) => binding.kind === 'change');
}

const isWritten = ({ kind, parts, value, template }: Expression, depth: number): boolean =>
  value.kind === 'string' ||
  template !== null ||
  (kind === 'operation' && depth < DEEPEST && parts.some((part) => isWritten(part, depth + 1)));

/** Calls whose results nobody outside chooses. */
const OWN =
  /^(?:os\.(?:getcwd|getpid|cpu_count)|psutil\.\w+|tempfile\.\w+|time\.\w+|datetime\..*|uuid\.\w+|platform\.\w+|torch\.cuda\.\w+|range|enumerate|zip|sorted|reversed|random\..*|socket\.gethostname|getpass\.getuser|multiprocessing\.cpu_count|string\.Template|dict|list|tuple|set|min|max|sum)(?:\(\).*)?$/;
/** Calls whose results only hold what they are given. */
const HANDS_ON =
  /^(?:str|repr|bytes|os\.fspath|os\.path\.\w+|posixpath\.\w+|pathlib\.(?:Pure)?(?:Posix)?Path|shlex\.split)$|^(?:str|pathlib\.Path\(\))\.(?!glob|rglob|iterdir|read)\w+$|\.(?:format|format_map|join|strip|rstrip|lstrip|lower|upper|title|replace|split|splitlines|encode|decode|substitute|safe_substitute|resolve|absolute|as_posix|joinpath|expanduser|with_suffix|with_name|items|keys|values|copy|group|groups|groupdict|get|pop|setdefault)$/;

/** Whether nothing is known of what comes from a place: a name that nothing binds, or a call of something else. */
export function isUnknown({ kind, call, world }: FlowNode): boolean {
  if (kind === 'unknown') return true;
  if (!call || OWN.test(call.callee) || HANDS_ON.test(call.callee)) return false;
  return kind === 'step' && world.calledBy(call) === null && world.calledElsewhere(call) === null;
}

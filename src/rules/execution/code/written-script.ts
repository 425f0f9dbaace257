import { flowInto } from '../../../analysis/flow/flow';
import type { FlowNode } from '../../../analysis/flow/flow-node';
import { MADE_OF } from '../../../analysis/flow/made-of';
import { sourcesIn, type FlowSource } from '../../../analysis/flow/sources';
import type { CallFact, PythonFacts, Semantics } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import { callsOf } from '../../../readers/python/fact-index';

const STARTS = /^(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput)|os\.(?:system|popen))$/;
const INTERPRETER = /(?<![\w.-])(?:(?:ba|z|da)?sh|python[\d.]*|node|Rscript|perl|uv["',\s]+run)(?![\w-])/;
const OPENS = /(?:^|\.)(?:open|NamedTemporaryFile|GFile)$/;

const writes = ({ callee }: CallFact): boolean => /(?:^|\.)(?:write|write_text)$/.test(callee);

/** What a language model wrote into the file, in the same scope, on which a call starts an interpreter; null for none. */
export function writtenOutput(call: CallFact, facts: PythonFacts): FlowSource | null {
  const command = STARTS.test(call.callee)
    ? call.args.find(({ name, position }) => position === 0 || name === 'args')
    : undefined;
  if (!command) return null;
  const world = facts.semantics;
  const { nodes } = flowInto(command.expression, world, MADE_OF);
  if (!nodes.some(isInterpreter)) return null;
  for (const write of callsOf(facts, writes, call.scope)) {
    const [content] = write.args;
    if (!content || write.range.end > call.range.start) continue;
    // Most files that are written are others, and where they lie takes less to tell than where their text comes from.
    const path = pathOf(write, world);
    if (!path || !nodes.some(({ expression }) => isSame(expression, path, world))) continue;
    const wrote = sourcesIn(flowInto(content.expression, world, MADE_OF)).find(({ kind }) => kind === 'model');
    if (wrote) return wrote;
  }
  return null;
}

const isInterpreter = ({ expression }: FlowNode): boolean =>
  expression.qualified === 'sys.executable' || (expression.template !== null && INTERPRETER.test(expression.template));

/** The path that a call writes to: of `path.write_text(…)`, of `open(path, "w").write(…)`, of the name that `with open(…) as` gives. */
function pathOf(write: CallFact, world: Semantics): Expression | null {
  const [called] = write.expression.parts;
  const file = called?.kind === 'attribute' ? called.parts[0] : undefined;
  if (!called || !file) return null;
  if (called.name === 'write_text') return file;
  const opened = file.kind === 'call' ? file : world.bindingsOf(file)[0]?.value;
  const open = opened && world.callOf(opened);
  if (!open || !OPENS.test(open.callee)) return null;
  const [callee, path] = open.expression.parts;
  // `path.open("w")`
  if (callee?.kind === 'attribute' && callee.name === 'open' && open.callee !== 'io.open')
    return callee.parts[0] ?? null;
  // A temporary file is known by `file.name`.
  return callee?.name === 'NamedTemporaryFile' ? file : (path ?? null);
}

/** Whether a part of a command is a path: the same name, the same expression, or a text that has it as a word. */
function isSame(part: Expression, path: Expression, world: Semantics): boolean {
  const target = path.kind === 'call' && path.parts.length === 2 ? path.parts[1]! : path;
  if (part === path || part === target) return true;
  const { value, dotted } = target;
  if (value.kind === 'string') return part.template !== null && wordsIn(part.template).includes(value.value);
  const given = world.bindingsOf(target).find(({ kind }) => kind !== 'change');
  if (part === given?.value) return true;
  if (dotted === null) return false;
  if (part.dotted === dotted) return world.bindingsOf(part).some(({ at }) => at === given?.at) || given === undefined;
  // The name of a temporary file.
  return part.kind === 'attribute' && part.name === 'name' && part.parts[0]?.dotted === dotted;
}

const wordsIn = (text: string): readonly string[] => text.split(/[\s"'=;|&]+/);

import { lastNameOf } from '../../../core/callee-pattern';
import { argumentOf, type AssignmentFact, type CallFact, type DictItemFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { isSetFalse, stringOf } from '../../../core/value';
import { reportAgent } from './agent-report';

/** Executors of AutoGen on this machine; the same library has them in a container. */
export const LOCAL_EXECUTORS: readonly string[] = [
  'autogen.**.LocalCommandLineCodeExecutor',
  'autogen_ext.**.LocalCommandLineCodeExecutor',
  'autogen_core.**.LocalCommandLineCodeExecutor',
  'autogen_ext.**.JupyterCodeExecutor',
  'autogen.**.LocalJupyterServer',
];

const UNCONTAINED = 'The agent runs model output on this machine without a container';

/** `LocalCommandLineCodeExecutor(work_dir=…)` */
export function checkExecutor(call: CallFact, context: PythonContext): void {
  const name = lastNameOf(call.callee);
  reportAgent(call.calleeRange, 'warning', `${name} runs model output on this machine without a container`, context);
}

/** `code_execution_config=dict(use_docker=False)` */
export function checkDocker(call: CallFact, context: PythonContext): void {
  const docker = argumentOf(call, 'use_docker');
  if (docker && !docker.spread && isSetFalse(docker.value)) reportAgent(docker.range, 'warning', UNCONTAINED, context);
}

/** `code_execution_config={"work_dir": …, "use_docker": False}`. */
export function checkAutogenItem(item: DictItemFact, context: PythonContext): void {
  if (item.key === 'use_docker' && isSetFalse(item.value)) reportAgent(item.range, 'warning', UNCONTAINED, context);
}

/** `os.environ["AUTOGEN_USE_DOCKER"] = "False"` */
export function checkAutogenVariable(fact: AssignmentFact, context: PythonContext): void {
  const off = /^(?:false|0|no)$/i.test(stringOf(fact.value) ?? '');
  if (fact.name === 'AUTOGEN_USE_DOCKER' && fact.role === 'subscript' && off)
    reportAgent(fact.range, 'warning', 'Agents run model output on this machine without a container', context);
}

import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { isSetTrue, stringOf, truthOf } from '../../../core/value';
import { isBelow, resolved } from '../../../analysis/versions';
import { reportAgent } from './agent-report';

/** `Agent(allow_code_execution=True, code_execution_mode="unsafe")` of CrewAI. From 1.14 on agents run no code at all. */
export function checkCrew(call: CallFact, context: PythonContext): void {
  const allowed = argumentOf(call, 'allow_code_execution');
  const mode = argumentOf(call, 'code_execution_mode');
  const version = resolved(context, 'crewai', 'crewai-tools');
  if (version !== null && !isBelow(version, '1.14')) return;
  if (mode && stringOf(mode.value) === 'unsafe' && truthOf(allowed?.value) !== false)
    reportAgent(mode.range, 'error', 'The agent runs model output on this machine without a container', context);
  else if (allowed && !allowed.spread && isSetTrue(allowed.value)) checkFallback(allowed.range, version, context);
}

/** `CodeInterpreterTool(unsafe_mode=True)` */
export function checkInterpreter(call: CallFact, context: PythonContext): void {
  const unsafe = argumentOf(call, 'unsafe_mode');
  if (unsafe && isSetTrue(unsafe.value))
    reportAgent(unsafe.range, 'error', 'The tool runs model output on this machine without a container', context);
  else checkFallback(call.calleeRange, resolved(context, 'crewai-tools', 'crewai'), context);
}

/** Where Docker does not answer, crewai-tools before 1.11 ran the code in a filter of its own, which is no sandbox. */
function checkFallback(range: Range, version: string | null, context: PythonContext): void {
  if (version === null || !isBelow(version, '1.11')) return;
  reportAgent(
    range,
    'warning',
    `Without Docker, CrewAI ${version} runs model output on this machine (CVE-2026-2275)`,
    context,
  );
}

import type { CallFact, PythonFacts } from '../../../core/python-facts';
import { plainText } from '../../../analysis/flow/download-functions';
import { headsAround, type Trace } from '../../../analysis/flow/trace';

const TOOL =
  /@[ \t]*(?:[\w.]+\.)?(?:tool|tool_plain|function_tool|ai_function|kernel_function|register_for_execution|register_function|llm_tool|assistant_tool)\b(?!\.setter)/;
const TOOL_CLASS = /class \w+\([^)]*\b\w*Tool\b/;
const COMMAND = /@[ \t]*(?:click|typer|app|cli)\.(?:command|option|argument)\(/;
const HANDLER = /@[ \t]*\w+\.(?:get|post|put|patch|delete|route|websocket|api_route)\(/;

/** Whether a value is a parameter of a function that an agent calls with what a model writes: `@tool`, or `_run` of a `BaseTool`. */
export function isToolInput(trace: Trace, call: CallFact, { text }: PythonFacts): boolean {
  if (trace.parameters.length === 0) return false;
  const { decorators, classHead } = headsAround(call, text);
  return (
    TOOL.test(decorators) ||
    (/^(?:_run|_arun|forward|run|__call__)$/.test(call.functionName ?? '') && TOOL_CLASS.test(classHead))
  );
}

/** Whether a value is a parameter that a web framework fills from a request: `@app.post("/run")`, `gr.Interface(fn=run, …)`. */
export function isRequestInput(trace: Trace, call: CallFact, facts: PythonFacts): boolean {
  return (
    trace.parameters.length > 0 &&
    (HANDLER.test(headsAround(call, facts.text).decorators) ||
      (/\bgradio\b/.test(facts.text) &&
        isHandedTo('(?:\\w+\\.)?(?:Chat)?Interface|[\\w.]+\\.(?:click|submit|change|upload)', call, facts)))
  );
}

/** Whether a value is a parameter that the command line fills: `@click.option`, `typer.run(main)`, `fire.Fire(main)`. */
export function isCommandInput(trace: Trace, call: CallFact, facts: PythonFacts): boolean {
  if (trace.parameters.length === 0) return false;
  return (
    COMMAND.test(headsAround(call, facts.text).decorators) || isHandedTo('typer\\.run|(?:fire\\.)?Fire', call, facts)
  );
}

/** Whether the function around is the first argument, or `fn=`, of a call that is so written. */
function isHandedTo(callees: string, { functionName }: CallFact, facts: PythonFacts): boolean {
  return (
    functionName !== null &&
    new RegExp(`(?<![\\w.])(?:${callees})\\(\\s*(?:fn\\s*=\\s*)?${functionName}\\s*[,)]`).test(plainText(facts))
  );
}

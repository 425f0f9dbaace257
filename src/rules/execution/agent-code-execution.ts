import { SHELL_SINKS } from '../../analysis/commands/call-commands';
import { placesOnWay } from '../../analysis/flow/related-places';
import { argumentOf, type AssignmentFact, type CallFact } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { isSetTrue } from '../../core/value';
import { reportAgent as report } from './agents/agent-report';
import { FILTERED_AGENTS, localRunOf } from './agents/authorized-imports';
import { checkDocker, checkExecutor, checkAutogenItem, checkAutogenVariable, LOCAL_EXECUTORS } from './agents/autogen';
import { CODE_TOOLS, codeToolOf, namedCodeTool, TOOL_LOADERS } from './agents/code-tools';
import { checkCrew, checkInterpreter } from './agents/crew';
import { executedBy, nameOfSink, PYTHON_SINKS } from './code/sinks';
import { takenBy } from './code/taken';

const UNASKED = 'Open Interpreter runs model output without asking';
const PERMISSIONS = {
  allow_dangerous_code: ['error', 'The agent may run any code that a model writes on this machine'],
  allow_dangerous_requests: ['warning', 'The agent may send any request that a model writes, also to internal hosts'],
} as const;

export default defineRule({
  id: 'agent-code-execution',
  severity: 'error',
  category: 'execution',
  title: 'Agent may run code on this machine',
  cwe: 94,
  owasp: 'LLM06:2025',
  atlas: ['AML.T0053', 'AML.T0050'],
  docs: {
    what: 'An agent gets a tool that runs model-written code outside a sandbox: `PythonREPLTool`, `ShellTool`, `allow_dangerous_code=True`, `allow_dangerous_requests=True`, smolagents with `additional_authorized_imports=["*"]`, AutoGen with `use_docker=False` or `LocalCommandLineCodeExecutor`, Open Interpreter with `auto_run=True`, CrewAI with `code_execution_mode="unsafe"` or in a version that runs without its container when Docker is not available, `CodeInterpreterToolSpec`, `PythonTools` and `ShellTools` of Agno, or your own `@tool` function that calls `exec` or a shell.',
    why: 'One sentence in a web page, email or file that the agent reads can make the model write different code. That code runs with your permissions, next to your keys and data.',
    fix: 'Run the code in a container or a sandbox service: `executor_type="docker"` or `"e2b"` (smolagents), `DockerCommandLineCodeExecutor` (AutoGen). Give the agent narrow tools instead of an interpreter, and require approval for each command. There is no quick fix: without its interpreter the agent is a different program, and a sandbox must be set up first.',
    references: [
      'https://huggingface.co/docs/smolagents/tutorials/secure_code_execution',
      'https://python.langchain.com/docs/security/',
    ],
  },
  listen: {
    calls: [
      { callees: [...PYTHON_SINKS, ...SHELL_SINKS], follows: true, check: checkOwnTool },
      { callees: CODE_TOOLS, check: checkTool },
      { callees: TOOL_LOADERS, check: checkNames },
      { callees: LOCAL_EXECUTORS, check: checkExecutor },
      { callees: ['**'], triggers: Object.keys(PERMISSIONS), check: checkPermission },
      { callees: ['**'], triggers: ['allow_code_execution', 'code_execution_mode'], check: checkCrew },
      { callees: ['crewai_tools.**.CodeInterpreterTool'], check: checkInterpreter },
      { callees: ['interpreter.**.OpenInterpreter'], check: checkOpenInterpreter },
      { callees: ['dict'], triggers: ['use_docker'], check: checkDocker },
      { callees: FILTERED_AGENTS, check: checkImports },
    ],
    dictItems: { triggers: ['use_docker'], anyValue: true, check: checkAutogenItem },
    assignments: { triggers: ['auto_run', 'AUTOGEN_USE_DOCKER'], anyValue: true, check: checkAssignment },
  },
});

/** `@tool def run(code): exec(code)` */
function checkOwnTool(call: CallFact, context: PythonContext): void {
  const argument = executedBy(call);
  if (argument === null) return;
  const source = takenBy(argument, context.facts).sources.find(({ kind }) => kind === 'tool');
  if (!source) return;
  const range = rangeOf(call.calleeRange.start, argument.range.end);
  const what = `This agent tool passes model output to ${nameOfSink(call)}`;
  report(range, 'error', what, context, placesOnWay(source, range));
}

function checkTool(call: CallFact, context: PythonContext): void {
  const tool = codeToolOf(call);
  if (tool !== null) reportUnsandboxed(call.calleeRange, tool, context);
}

function checkNames(call: CallFact, context: PythonContext): void {
  const named = namedCodeTool(call);
  if (named) reportUnsandboxed(named.at.range, `The tool ${named.tool}`, context);
}

const reportUnsandboxed = (range: Range, tool: string, context: PythonContext): void =>
  report(range, 'warning', `${tool} runs model output on this machine without a sandbox`, context);

function checkPermission(call: CallFact, context: PythonContext): void {
  for (const [name, [severity, what]] of Object.entries(PERMISSIONS)) {
    const argument = argumentOf(call, name);
    if (argument && !argument.spread && isSetTrue(argument.value)) report(argument.range, severity, what, context);
  }
}

function checkOpenInterpreter(call: CallFact, context: PythonContext): void {
  const auto = argumentOf(call, 'auto_run');
  if (auto && isSetTrue(auto.value)) report(auto.range, 'error', UNASKED, context);
}

/** `interpreter.auto_run = True`, `os.environ["AUTOGEN_USE_DOCKER"] = "False"` */
function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (/^interpreter\.(?:(?:core\.)*interpreter\.)?auto_run$/.test(fact.target) && isSetTrue(fact.value))
    report(fact.range, 'error', UNASKED, context);
  checkAutogenVariable(fact, context);
}

function checkImports(call: CallFact, context: PythonContext): void {
  const run = localRunOf(call);
  if (run === null) return;
  const { at, module } = run;
  if (module === null)
    report(at.range, 'info', 'Model-written code runs on this machine, behind a filter that is no sandbox', context);
  else
    report(
      at.range,
      module === '*' ? 'error' : 'warning',
      `Model-written code runs on this machine and may import ${module === '*' ? 'anything' : module}`,
      context,
    );
}

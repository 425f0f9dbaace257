import { argumentOf, type AssignmentFact, type CallFact, type DictItemFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { isOn, reportAgent as report } from './agents/agent-report';
import { isToolInput } from './agents/agent-tool';
import { checkCrew, checkInterpreter } from './agents/crew';
import { executedBy, nameOfSink, PYTHON_SINKS, SHELL_SINKS } from './code/sinks';
import { traceOf } from '../../analysis/flow/trace';

export default defineRule({
  id: 'agent-code-execution',
  severity: 'error',
  category: 'execution',
  title: 'Agent may run code on this machine',
  cwe: 94,
  docs: {
    what: 'An agent is given a tool that runs what the model writes, outside a sandbox: `PythonREPLTool`, `ShellTool`, `allow_dangerous_code=True`, `allow_dangerous_requests=True`, smolagents with `additional_authorized_imports=["*"]`, AutoGen with `use_docker=False` or `LocalCommandLineCodeExecutor`, Open Interpreter with `auto_run=True`, CrewAI with `code_execution_mode="unsafe"` or in a version that does without its container when Docker does not answer, `CodeInterpreterToolSpec`, `PythonTools` and `ShellTools` of Agno, or a function of one\'s own with `@tool` that calls `exec` or a shell.',
    why: 'A sentence in a web page, a mail or a file that the agent reads is enough to make the model write other code, and it then runs with all rights of the user, beside keys and data.',
    fix: 'Run the code in a container or a sandbox service: `executor_type="docker"` or `"e2b"` (smolagents), `DockerCommandLineCodeExecutor` (AutoGen). Give the agent narrow tools in place of an interpreter, and ask a person before each command.',
    references: [
      'https://genai.owasp.org/llmrisk/llm062025-excessive-agency/',
      'https://huggingface.co/docs/smolagents/tutorials/secure_code_execution',
      'https://python.langchain.com/docs/security/',
    ],
  },
  listen: {
    calls: [
      { callees: [...PYTHON_SINKS, ...SHELL_SINKS], check: checkOwnTool },
      {
        callees: [
          'langchain_experimental.**.PythonREPLTool',
          'langchain_experimental.**.PythonAstREPLTool',
          'langchain_experimental.**.PythonREPL',
          'langchain_experimental.**.BashProcess',
          'langchain.**.PythonREPLTool',
          'langchain.**.PythonAstREPLTool',
          'langchain.**.PythonREPL',
          'langchain_community.**.ShellTool',
          'langchain.**.ShellTool',
          'langchain.**.BashProcess',
          'langchain_community.**.PythonREPL',
          'llama_index.**.CodeInterpreterToolSpec',
          'llama_hub.**.CodeInterpreterToolSpec',
          'langchain_experimental.**.PALChain',
          'langchain_experimental.**.PALChain.from_math_prompt',
          'langchain_experimental.**.PALChain.from_colored_object_prompt',
          'langchain.**.PALChain.from_math_prompt',
          'llama_index.**.PandasQueryEngine',
          'langchain_experimental.**.LLMBashChain',
          'langchain_experimental.**.LLMBashChain.from_llm',
          'langchain.**.LLMBashChain',
          'langchain.**.LLMBashChain.from_llm',
          'agno.**.PythonTools',
          'agno.**.ShellTools',
          'phi.**.PythonTools',
          'phi.**.ShellTools',
          'google.adk.**.UnsafeLocalCodeExecutor',
        ],
        check: checkTool,
      },
      { callees: ['langchain.**.load_tools', 'langchain_community.**.load_tools'], check: checkNames },
      {
        callees: [
          'autogen.**.LocalCommandLineCodeExecutor',
          'autogen_ext.**.LocalCommandLineCodeExecutor',
          'autogen_core.**.LocalCommandLineCodeExecutor',
          'autogen_ext.**.JupyterCodeExecutor',
          'autogen.**.LocalJupyterServer',
        ],
        check: checkExecutor,
      },
      { callees: ['**'], triggers: ['allow_dangerous_code', 'allow_dangerous_requests'], check: checkPermission },
      { callees: ['**'], triggers: ['allow_code_execution', 'code_execution_mode'], check: checkCrew },
      { callees: ['crewai_tools.**.CodeInterpreterTool'], check: checkInterpreter },
      { callees: ['interpreter.**.OpenInterpreter'], check: checkOpenInterpreter },
      { callees: ['dict'], triggers: ['use_docker'], check: checkDocker },
      {
        callees: [
          'smolagents.**.CodeAgent',
          'smolagents.**.LocalPythonExecutor',
          'smolagents.**.LocalPythonInterpreter',
          'transformers.**.ReactCodeAgent',
          'transformers.**.CodeAgent',
        ],
        check: checkImports,
      },
    ],
    dictItems: { triggers: ['use_docker'], anyValue: true, check: checkItem },
    assignments: { triggers: ['auto_run', 'AUTOGEN_USE_DOCKER'], anyValue: true, check: checkAssignment },
  },
});

/** `@tool def run(code): exec(code)` */
function checkOwnTool(call: CallFact, context: PythonContext): void {
  const argument = executedBy(call);
  if (
    argument === null ||
    argument.value.kind === 'string' ||
    !isToolInput(traceOf(argument.valueRange, call, context.facts), call, context.facts)
  )
    return;
  report(
    rangeOf(call.calleeRange.start, argument.range.end),
    'error',
    `This tool of an agent gives ${nameOfSink(call)} what a model writes`,
    context,
  );
}

function checkTool(call: CallFact, context: PythonContext): void {
  if (call.callee.endsWith('()')) return;
  // A tool that waits for a person's word is as safe as the person.
  if (isOn(argumentOf(call, 'ask_human_input')?.value)) return;
  const name = /[A-Z]\w*$/.exec(call.callee.replace(/\.from_\w+$/, ''))?.[0] ?? call.callee;
  report(call.calleeRange, 'warning', `${name} runs what a model writes on this machine, without a sandbox`, context);
}

/** `load_tools(["terminal", "python_repl"])` */
function checkNames(call: CallFact, context: PythonContext): void {
  const names = argumentOf(call, 'tool_names', 0);
  const tool =
    names?.value.kind === 'sequence'
      ? names.value.items.map(stringOf).find((name) => name !== undefined && /^(?:python_repl|terminal)$/.test(name))
      : undefined;
  if (tool !== undefined)
    report(
      names!.range,
      'warning',
      `The tool ${tool} runs what a model writes on this machine, without a sandbox`,
      context,
    );
}

function checkExecutor(call: CallFact, context: PythonContext): void {
  const name = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  report(call.calleeRange, 'warning', `${name} runs what a model writes on this machine, without a container`, context);
}

function checkPermission(call: CallFact, context: PythonContext): void {
  for (const name of ['allow_dangerous_code', 'allow_dangerous_requests']) {
    const argument = argumentOf(call, name);
    if (argument && !argument.spread && isOn(argument.value))
      report(
        argument.range,
        name.endsWith('code') ? 'error' : 'warning',
        name.endsWith('code')
          ? 'The agent may run any code that a model writes on this machine'
          : 'The agent may send any request that a model writes, also to machines that only this one reaches',
        context,
      );
  }
}

function checkOpenInterpreter(call: CallFact, context: PythonContext): void {
  const auto = argumentOf(call, 'auto_run');
  if (auto && isOn(auto.value))
    report(auto.range, 'error', 'Open Interpreter runs what the model writes without asking', context);
}

/** `code_execution_config=dict(use_docker=False)` */
function checkDocker(call: CallFact, context: PythonContext): void {
  const docker = argumentOf(call, 'use_docker');
  if (
    docker &&
    !docker.spread &&
    docker.value.kind === 'boolean' &&
    !docker.value.value &&
    docker.value.via !== 'default'
  )
    report(docker.range, 'warning', 'The agent runs what a model writes on this machine, without a container', context);
}

/** `interpreter.auto_run = True`, `os.environ["AUTOGEN_USE_DOCKER"] = "False"` */
function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (/^interpreter\.(?:(?:core\.)*interpreter\.)?auto_run$/.test(fact.target) && isOn(fact.value))
    report(fact.range, 'error', 'Open Interpreter runs what the model writes without asking', context);
  if (
    fact.name === 'AUTOGEN_USE_DOCKER' &&
    fact.role === 'subscript' &&
    /^(?:false|0|no)$/i.test(stringOf(fact.value) ?? '')
  )
    report(fact.range, 'warning', 'Agents run what a model writes on this machine, without a container', context);
}

function checkImports(call: CallFact, context: PythonContext): void {
  const imports = argumentOf(call, 'additional_authorized_imports', call.callee.endsWith('Agent') ? undefined : 0);
  const executor = stringOf(argumentOf(call, 'executor_type')?.value);
  if (executor !== undefined && executor !== 'local') return;
  const items = imports?.value.kind === 'sequence' ? imports.value.items.map(stringOf) : [];
  const wide = items.find(
    (item) =>
      item !== undefined &&
      /^(?:\*|os|sys|subprocess|shutil|pty|socket|importlib|builtins|ctypes)(?:\.\*)?$/.test(item),
  );
  if (imports && wide !== undefined)
    report(
      imports.range,
      wide === '*' ? 'error' : 'warning',
      wide === '*'
        ? 'The code that a model writes may import everything and runs on this machine'
        : `The code that a model writes may import ${wide} and runs on this machine`,
      context,
    );
  else if (executor === 'local')
    report(
      argumentOf(call, 'executor_type')!.range,
      'info',
      'The code that a model writes runs on this machine, behind a filter that is no sandbox',
      context,
    );
}

/** `code_execution_config={"work_dir": …, "use_docker": False}`. */
function checkItem(item: DictItemFact, context: PythonContext): void {
  if (item.key === 'use_docker' && item.value.kind === 'boolean' && !item.value.value && item.value.via !== 'default')
    report(item.range, 'warning', 'The agent runs what a model writes on this machine, without a container', context);
}

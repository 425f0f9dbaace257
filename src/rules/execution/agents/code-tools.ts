import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import { isSetTrue, stringOf } from '../../../core/value';

/** Tools, chains and engines that run what a model writes, in the process or in a shell of this machine. */
export const CODE_TOOLS: readonly string[] = [
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
];

/** Functions that make such tools by their names. */
export const TOOL_LOADERS: readonly string[] = ['langchain.**.load_tools', 'langchain_community.**.load_tools'];

/** What a message calls the tool of `CODE_TOOLS` that a call makes; null when a person is asked before it runs anything. */
export function codeToolOf(call: CallFact): string | null {
  // A tool that waits for a person's word is as safe as the person.
  if (call.callee.endsWith('()') || isSetTrue(argumentOf(call, 'ask_human_input')?.value)) return null;
  return /[A-Z]\w*$/.exec(call.callee.replace(/\.from_\w+$/, ''))?.[0] ?? call.callee;
}

/** `load_tools(["terminal", "python_repl"])`: the argument, and the first tool that runs code. */
export function namedCodeTool(call: CallFact): { readonly at: Argument; readonly tool: string } | null {
  const at = argumentOf(call, 'tool_names', 0);
  const names = at?.value.kind === 'sequence' ? at.value.items.map(stringOf) : [];
  const tool = names.find((name) => name !== undefined && /^(?:python_repl|terminal)$/.test(name));
  return at && tool !== undefined ? { at, tool } : null;
}

import { matchesCallee } from '../../../core/callee-pattern';
import type { CallFact, PythonFacts } from '../../../core/python-facts';
import { textAt } from '../../../core/range';
import { functionText } from '../../../analysis/flow/download-functions';
import type { Trace } from '../../../analysis/flow/trace';

/** Calls of client libraries that return what a language model wrote; also what brings their statements into view. */
export const MODEL_CALLEES: readonly string[] = [
  'openai.**.create',
  'openai.**.parse',
  'openai.**.acreate',
  'anthropic.**.create',
  'groq.**.create',
  'together.**.create',
  'mistralai.**.complete',
  'cohere.**.chat',
  'cohere.**.generate',
  'litellm.completion',
  'litellm.acompletion',
  'litellm.responses',
  'litellm.text_completion',
  'ollama.chat',
  'ollama.generate',
  'ollama.**.chat',
  'ollama.**.generate',
  'replicate.run',
  'replicate.**.run',
  'google.**.generate_content',
  'vertexai.**.generate_content',
  'google.**.send_message',
  'huggingface_hub.**.text_generation',
  'huggingface_hub.**.chat_completion',
];

const CLIENT =
  /(?:^|\.)(?:chat\.completions|beta\.chat\.completions|completions|responses|messages)\.(?:create|parse|stream)$|^openai\.(?:ChatCompletion|Completion)\.a?create$|^litellm\.a?(?:text_)?completion$|^litellm\.responses$|^ollama\.(?:.*\.)?(?:chat|generate)$|(?:^|\.)generate_content(?:_async)?$|^transformers\.pipeline\(\)$|^replicate\.(?:.*\.)?run$|^huggingface_hub\..*\.(?:text_generation|chat_completion)$|^(?:cohere|mistralai)\..*\.(?:chat|generate|complete)$|^(?:google|vertexai)\..*\.send_message$|^vllm\.LLM\(\)\.(?:generate|chat)$|^boto3\..*\.(?:invoke_model|converse)$/;
/** LangChain, LlamaIndex and the classes of their integrations. */
const FRAMEWORK =
  /^(?:langchain|langchain_\w+|llama_index|langgraph|haystack|dspy|guidance|crewai|autogen|autogen_\w+|semantic_kernel|smolagents)\b.*\(\)(?:\..*)?\.(?:invoke|ainvoke|predict|apredict|run|arun|generate|complete|acomplete|chat|achat|call|query|stream|batch|kickoff)$|^langchain\w*\..*\(\)$/;
const GIVEN =
  /^(?:self\.)?_?\w*(?:llm|gpt|claude|gemini|chat_?model|language_model|chain|chatbot|assistant|query_engine|agent_executor)\w*(?:\.(?:invoke|ainvoke|predict|run|arun|generate|complete|acomplete|chat|call|ask|query|__call__|text_generation))?$/i;
/** Functions of the program whose names say that they ask a model. */
const ASKS =
  /^\.(?:\w*\.)?\w*(?:ask|call|query|prompt|chat|complete|invoke|run|generate|get)\w*(?:llm|gpt|openai|claude|gemini|ollama|chatbot|completion)\w*$|^\.(?:\w*\.)?(?:llm|gpt|chatgpt|openai|claude|gemini)_\w*(?:call|query|completion|response|generate|chat|ask|invoke)\w*$/i;
/** Where the text stands in the answers of the client libraries. */
const ANSWER =
  /\.choices\[\s*\w+\s*\]\s*\.(?:message|text|delta)|\[["']choices["']\]|\[["']generated_text["']\]|\.content\[\s*0\s*\]\.text\b|\.output_text\b|\.message\.content\b|\[["']message["']\]\[["']content["']\]|\.outputs\[\s*0\s*\]\.text\b|\/v1\/(?:chat\/)?completions\b|\/api\/(?:generate|chat)["']/;
/** `model.chat(tokenizer, question)`, as ChatGLM, Qwen and InternLM have it. */
const CHATS = /\.(?:chat|stream_chat)$/;
const DECODES = /(?:^|\.)(?:decode|batch_decode)$/;

/** Whether a value is, or is cut out of, what a language model wrote. */
export function isModelOutput(trace: Trace, facts: PythonFacts): boolean {
  return (
    trace.texts.some((text) => ANSWER.test(text)) ||
    trace.calls.some((call) => asksModel(call, facts)) ||
    trace.calls.some(
      (call) =>
        CHATS.test(call.callee) &&
        call.args.some(({ valueRange }) => /tokenizer/i.test(textAt(facts.text, valueRange))),
    ) ||
    (trace.calls.some(({ callee }) => DECODES.test(callee)) && trace.calls.some((call) => generates(call, facts)))
  );
}

function asksModel(call: CallFact, facts: PythonFacts): boolean {
  if (CLIENT.test(call.callee) || FRAMEWORK.test(call.callee) || ASKS.test(call.callee)) return true;
  if (/^[?]/.test(call.callee) || /^\.[A-Z]/.test(call.callee) || call.guessed)
    if (GIVEN.test(textAt(facts.text, call.calleeRange))) return true;
  // A function of the program in whose body a model is asked.
  const own = /^\.(?:\w+\.)?(\w+)$/.exec(call.callee)?.[1];
  if (own === undefined) return false;
  return (
    facts.calls.some(
      (other) => other.functionName === own && MODEL_CALLEES.some((pattern) => matchesCallee(pattern, other.callee)),
    ) || GENERATES.test(functionText(own, facts) ?? '')
  );
}

/** `output = model.generate(…)` and then `tokenizer.decode(output[0])`: what a function does that returns the text of a model. */
const GENERATES = /\.generate\([^]*\.(?:batch_)?decode\(/;

/** `model.generate(…)`, of a model that is not one of the clients above. */
const generates = ({ callee, calleeRange }: CallFact, facts: PythonFacts): boolean =>
  /\.generate$/.test(callee) || /\.generate$/.test(textAt(facts.text, calleeRange));

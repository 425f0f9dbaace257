import type { CallFact } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import type { FlowNode } from '../flow-node';

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
/** Addresses at which a server of models answers. */
const ADDRESS = /\/v1\/(?:chat\/)?completions\b|\/v1\/responses\b|\/v1\/messages\b|\/api\/(?:generate|chat)$/;
const DECODES = /(?:^|\.)(?:decode|batch_decode)$/;
/** Places on the way that are looked at for a decoder. */
const DEEPEST = 60;

/** Whether a call gives what a language model wrote. */
export function asksModel(call: CallFact, node: FlowNode): boolean {
  const { callee } = call;
  if (CLIENT.test(callee) || FRAMEWORK.test(callee) || ASKS.test(callee)) return true;
  const written = call.expression.parts[0]?.dotted ?? null;
  const isOpen = callee.startsWith('?') || /^\.[A-Z]/.test(callee) || call.guessed;
  if (isOpen && written !== null && GIVEN.test(written)) return true;
  if (/\.(?:chat|stream_chat)$/.test(callee) && call.args.some(({ expression }) => isTokenizer(expression)))
    return true;
  if (/(?:^|\.)generate$/.test(callee) && isDecoded(node)) return true;
  return call.args.some(({ expression }) => ADDRESS.test(expression.template ?? textOf(expression)));
}

/** `model.chat(tokenizer, question)`, as ChatGLM, Qwen and InternLM have it. */
const isTokenizer = ({ dotted }: Expression): boolean => dotted !== null && /tokenizer$/i.test(dotted);

const textOf = ({ value, parts, kind }: Expression): string =>
  value.kind === 'string' ? value.value : kind === 'operation' ? (parts[1]?.template ?? '') : '';

/** `output = model.generate(…)` and then `tokenizer.decode(output[0])`. */
function isDecoded(node: FlowNode): boolean {
  let at = node.into;
  for (let i = 0; at && i < DEEPEST; i++, at = at.into) if (at.call && DECODES.test(at.call.callee)) return true;
  return false;
}

/** Where the text stands in the answers of the client libraries. */
export function isModelAnswer(expression: Expression): boolean {
  const { kind, name, parts } = expression;
  const [object] = parts;
  if (!object) return false;
  if (kind === 'subscript') {
    const key = keyOf(expression);
    if (key === 'choices' || key === 'generated_text') return true;
    return key === 'content' && keyOf(object) === 'message';
  }
  if (name === 'output_text') return true;
  const list = object.kind === 'subscript' ? object.parts[0] : undefined;
  if (name === 'content') return isContent(object, list);
  if (list?.kind !== 'attribute') return false;
  if (list.name === 'choices') return name === 'message' || name === 'text' || name === 'delta';
  return name === 'text' && (list.name === 'outputs' || list.name === 'content');
}

/** `response.message.content`; `response.msgs[0].content` is what an agent of CAMEL answers. */
const isContent = (object: Expression, list: Expression | undefined): boolean =>
  list
    ? list.kind === 'attribute' && list.name === 'msgs'
    : object.kind === 'attribute' && object.name === 'message' && isAnswered(object);

/** `response.message.content`; a message of a person comes with an update or an event. */
const isAnswered = ({ parts: [holder] }: Expression): boolean =>
  !/(?:^|\.)(?:update|event|ctx|context|interaction|self|payload)$/.test(holder?.dotted ?? '');

function keyOf({ kind, parts }: Expression): string | null {
  const value = kind === 'subscript' ? parts[1]?.value : undefined;
  return value?.kind === 'string' ? value.value : null;
}

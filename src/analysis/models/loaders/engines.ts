import { hub, type Loader } from './loader';

const ENGINE: Partial<Loader> = {
  code: 'trusted',
  codeRevision: true,
  keywords: ['model'],
  further: [{ keyword: 'tokenizer', loads: 'tokenizer', revision: 'tokenizer_revision' }],
};

/** Programs that make a model small, train it or serve it, and frameworks that put it into an application. */
export const ENGINE_LOADERS: readonly Loader[] = [
  hub('awq', ['awq.**.from_pretrained', 'awq.**.from_quantized'], {
    keywords: ['model_path', 'quant_path'],
    code: 'default',
    revision: null,
  }),
  hub(
    'auto_gptq',
    [
      'auto_gptq.**.from_pretrained',
      'auto_gptq.**.from_quantized',
      'gptqmodel.**.load',
      'gptqmodel.**.from_pretrained',
    ],
    { code: 'trusted', keywords: ['pretrained_model_name_or_path', 'model_name_or_path', 'model_id_or_path'] },
  ),
  hub('unsloth', ['unsloth.**.from_pretrained'], { code: 'trusted' }),
  hub('optimum', ['optimum.**.from_pretrained'], { code: 'trusted' }),
  hub(
    'vllm',
    [
      'vllm.LLM',
      'vllm.entrypoints.llm.LLM',
      'vllm.EngineArgs',
      'vllm.AsyncEngineArgs',
      'vllm.engine.**.EngineArgs',
      'vllm.engine.**.AsyncEngineArgs',
    ],
    ENGINE,
  ),
  hub(
    'sglang',
    ['sglang.Engine', 'sglang.srt.entrypoints.engine.Engine', 'sglang.Runtime', 'sglang.srt.server_args.ServerArgs'],
    {
      code: 'trusted',
      keywords: ['model_path'],
      position: undefined,
      further: [{ keyword: 'tokenizer_path', loads: 'tokenizer', revision: null }],
    },
  ),
  hub('tensorrt_llm', ['tensorrt_llm.LLM', 'tensorrt_llm.**.LLM'], { ...ENGINE, codeRevision: false }),
  hub('lmdeploy', ['lmdeploy.pipeline'], { keywords: ['model_path'], revision: null, code: 'default' }),
  hub(
    'langchain_huggingface',
    [
      'langchain_huggingface.**.HuggingFaceEmbeddings',
      'langchain_huggingface.**.HuggingFaceBgeEmbeddings',
      'langchain_community.**.HuggingFaceEmbeddings',
      'langchain_community.**.HuggingFaceBgeEmbeddings',
      'langchain.**.HuggingFaceEmbeddings',
      'langchain.**.HuggingFaceBgeEmbeddings',
    ],
    { keywords: ['model_name'], position: undefined, loads: 'embedding', revision: null },
  ),
  hub(
    'langchain_huggingface',
    [
      'langchain_huggingface.**.HuggingFacePipeline.from_model_id',
      'langchain_community.**.HuggingFacePipeline.from_model_id',
    ],
    { keywords: ['model_id'], revision: null },
  ),
  hub('llama_index', ['llama_index.**.HuggingFaceEmbedding', 'llama_index.**.HuggingFaceLLM'], {
    keywords: ['model_name'],
    revision: null,
    loads: 'embedding',
  }),
];

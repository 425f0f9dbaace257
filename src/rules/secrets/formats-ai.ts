import type { SecretFormat } from './format';
import { hasDigit, isMixed } from './format-rows';
import { isNeptuneToken } from './validators';


/** Keys of model hubs, model APIs, experiment trackers and vector stores. Sources: the providers' documentation and SDKs. */
export const AI_FORMATS: readonly SecretFormat[] = [
  { id: 'huggingface', label: 'Hugging Face token', pattern: 'hf_[A-Za-z0-9]{34}', triggers: ['hf_'], environment: 'HF_TOKEN', rotation: 'https://huggingface.co/settings/tokens', severity: 'error' },
  { id: 'huggingface-organization', label: 'Hugging Face organization token', pattern: 'api_org_[A-Za-z]{34}', triggers: ['api_org_'], environment: 'HF_TOKEN', rotation: 'https://huggingface.co/settings/tokens', severity: 'error' },
  { id: 'huggingface-oauth', label: 'Hugging Face OAuth token', pattern: 'hf_(?:oauth|jwt)_eyJ[\\w.-]{20,4000}', triggers: ['hf_oauth_', 'hf_jwt_'], environment: 'HF_TOKEN', rotation: 'https://huggingface.co/settings/connected-applications', severity: 'warning' },
  {
    id: 'openai', label: 'OpenAI API key', pattern: 'sk-(?:(?:proj|svcacct|service|admin|None)-[\\w-]{20,100}|[A-Za-z0-9]{20,64})T3BlbkFJ[\\w-]{20,100}', triggers: ['sk-'],
    environment: 'OPENAI_API_KEY', rotation: 'https://platform.openai.com/api-keys', severity: 'error',
  },
  { id: 'anthropic', label: 'Anthropic API key', pattern: 'sk-ant-(?:api|admin|oat|ort|sid)\\d\\d-[\\w-]{90,128}AA', triggers: ['sk-ant-'], environment: 'ANTHROPIC_API_KEY', rotation: 'https://console.anthropic.com/settings/keys', severity: 'error' },
  { id: 'openrouter', label: 'OpenRouter API key', pattern: 'sk-or-v1-[0-9a-f]{64}', triggers: ['sk-or-v1-'], environment: 'OPENROUTER_API_KEY', rotation: 'https://openrouter.ai/settings/keys', severity: 'error' },
  { id: 'langfuse', label: 'Langfuse secret key', pattern: 'sk-lf-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}', triggers: ['sk-lf-'], environment: 'LANGFUSE_SECRET_KEY', rotation: 'https://cloud.langfuse.com', severity: 'error' },
  { id: 'deepseek', label: 'DeepSeek API key', pattern: 'sk-[a-z0-9]{32}', triggers: ['sk-'], anchors: ['deepseek'], environment: 'DEEPSEEK_API_KEY', rotation: 'https://platform.deepseek.com/api_keys', severity: 'warning', valid: hasDigit },
  { id: 'dashscope', label: 'DashScope API key', pattern: '(?:sk-)?[0-9a-f]{32}', triggers: [], anchors: ['dashscope'], environment: 'DASHSCOPE_API_KEY', rotation: 'https://dashscope.console.aliyun.com/apiKey', severity: 'warning' },
  {
    id: 'openai-legacy', label: 'OpenAI API key', pattern: 'sk-(?!ant-|or-|lf-)[\\w-]{32,200}', triggers: ['sk-'], anchors: ['openai'], phrases: ['openai.api_key', 'openai_key', 'openai-api-key'], entropy: 3.9, environment: 'OPENAI_API_KEY',
    rotation: 'https://platform.openai.com/api-keys', severity: 'warning', valid: hasDigit,
  },
  { id: 'wandb', label: 'Weights & Biases API key', pattern: 'wandb_v1_[\\w-]{77}', triggers: ['wandb_v1_'], environment: 'WANDB_API_KEY', rotation: 'https://wandb.ai/settings', severity: 'error' },
  { id: 'wandb-legacy', label: 'Weights & Biases API key', pattern: '(?:local-)?[0-9a-f]{40}', triggers: [], anchors: ['wandb'], phrases: ['wandb login', 'wandb_key', 'wandb.login'], environment: 'WANDB_API_KEY', rotation: 'https://wandb.ai/settings', severity: 'warning', valid: hasDigit },
  { id: 'replicate', label: 'Replicate API token', pattern: 'r8_[0-9A-Za-z_-]{37}', triggers: ['r8_'], environment: 'REPLICATE_API_TOKEN', rotation: 'https://replicate.com/account/api-tokens', severity: 'error', valid: hasDigit },
  {
    id: 'groq', label: 'Groq API key', pattern: 'gsk_[A-Za-z0-9]{50,54}', triggers: ['gsk_'], environment: 'GROQ_API_KEY', rotation: 'https://console.groq.com/keys', severity: 'error',
    confident: (secret) => secret.includes('WGdyb3FY'),
  },
  { id: 'cohere', label: 'Cohere API key', pattern: '(?:co_)?[A-Za-z0-9]{40}', triggers: [], anchors: ['cohere', 'co_api_key'], phrases: ['cohere_api_key'], entropy: 4, environment: 'CO_API_KEY', rotation: 'https://dashboard.cohere.com/api-keys', severity: 'warning', valid: isMixed },
  { id: 'mistral', label: 'Mistral API key', pattern: '[A-Za-z0-9]{32}', triggers: [], anchors: ['mistral'], entropy: 3.5, environment: 'MISTRAL_API_KEY', rotation: 'https://console.mistral.ai/api-keys', severity: 'warning', valid: isMixed },
  { id: 'gemini', label: 'Gemini API key', pattern: 'AIza[\\w-]{35}', triggers: ['AIza'], anchors: ['genai', 'gemini', 'generativeai', 'vertex', 'palm'], phrases: ['gemini_api_key', 'gemini_key'], entropy: 3.5, environment: 'GEMINI_API_KEY', rotation: 'https://aistudio.google.com/apikey', severity: 'error' },
  { id: 'nvidia', label: 'NVIDIA API key', pattern: 'nvapi-[\\w-]{64}', triggers: ['nvapi-'], environment: 'NVIDIA_API_KEY', rotation: 'https://build.nvidia.com/settings/api-keys', severity: 'error' },
  { id: 'ngc', label: 'NVIDIA NGC API key', pattern: '[A-Za-z0-9]{84}', triggers: [], anchors: ['ngc', 'nvcr.io'], phrases: ['ngc_cli_api_key', 'nvcr.io'], entropy: 3.5, environment: 'NGC_API_KEY', rotation: 'https://org.ngc.nvidia.com/setup/api-keys', severity: 'warning', valid: isMixed },
  { id: 'xai', label: 'xAI API key', pattern: 'xai-[0-9A-Za-z_]{80}', triggers: ['xai-'], environment: 'XAI_API_KEY', rotation: 'https://console.x.ai', severity: 'error' },
  { id: 'perplexity', label: 'Perplexity API key', pattern: 'pplx-[A-Za-z0-9]{48}', triggers: ['pplx-'], entropy: 3.5, environment: 'PERPLEXITY_API_KEY', rotation: 'https://www.perplexity.ai/settings/api', severity: 'error' },
  { id: 'together', label: 'Together API key', pattern: 'tgp_v1_[\\w-]{43}', triggers: ['tgp_v1_'], environment: 'TOGETHER_API_KEY', rotation: 'https://api.together.ai/settings/api-keys', severity: 'error' },
  { id: 'together-legacy', label: 'Together API key', pattern: '[0-9a-f]{64}', triggers: [], anchors: ['together_api', 'together.', 'togetherai', 'together_ai', 'together.ai', 'together_key'], environment: 'TOGETHER_API_KEY', rotation: 'https://api.together.ai/settings/api-keys', severity: 'warning', valid: hasDigit },
  { id: 'fireworks', label: 'Fireworks API key', pattern: 'fw_[A-Za-z0-9]{40}', triggers: ['fw_'], environment: 'FIREWORKS_API_KEY', rotation: 'https://app.fireworks.ai/settings/users/api-keys', severity: 'error', valid: isMixed },
  { id: 'fireworks-short', label: 'Fireworks API key', pattern: 'fw_[A-Za-z0-9]{24}', triggers: ['fw_'], anchors: ['fireworks'], environment: 'FIREWORKS_API_KEY', rotation: 'https://app.fireworks.ai/settings/users/api-keys', severity: 'warning', valid: isMixed },
  { id: 'llama-cloud', label: 'LlamaCloud API key', pattern: 'llx-[A-Za-z0-9]{48}', triggers: ['llx-'], environment: 'LLAMA_CLOUD_API_KEY', rotation: 'https://cloud.llamaindex.ai/api-key', severity: 'error' },
  { id: 'jina', label: 'Jina API key', pattern: 'jina_[A-Za-z0-9]{60}', triggers: ['jina_'], environment: 'JINA_API_KEY', rotation: 'https://jina.ai/api-dashboard', severity: 'error', valid: hasDigit },
  { id: 'tavily', label: 'Tavily API key', pattern: 'tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}', triggers: ['tvly-'], environment: 'TAVILY_API_KEY', rotation: 'https://app.tavily.com', severity: 'error' },
  { id: 'firecrawl', label: 'Firecrawl API key', pattern: 'fc-[0-9a-f]{32}', triggers: ['fc-'], environment: 'FIRECRAWL_API_KEY', rotation: 'https://www.firecrawl.dev/app/api-keys', severity: 'error', valid: hasDigit },
  { id: 'zhipu', label: 'Zhipu API key', pattern: '[0-9a-f]{32}\\.[A-Za-z0-9]{16}', triggers: [], anchors: ['zhipu', 'zai', 'z.ai', 'bigmodel', 'glm'], phrases: ['zai_api_key', 'zhipu_api_key'], environment: 'ZHIPUAI_API_KEY', rotation: 'https://open.bigmodel.cn/usercenter/apikeys', severity: 'warning' },
  { id: 'pinecone', label: 'Pinecone API key', pattern: 'pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}', triggers: ['pcsk_'], environment: 'PINECONE_API_KEY', rotation: 'https://app.pinecone.io', severity: 'error' },
  { id: 'langsmith', label: 'LangSmith API key', pattern: 'lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}', triggers: ['lsv2_'], environment: 'LANGSMITH_API_KEY', rotation: 'https://smith.langchain.com/settings', severity: 'error' },
  { id: 'comet', label: 'Comet API key', pattern: '[A-Za-z0-9]{25,64}', triggers: [], anchors: ['comet_api_key', 'comet_ml', 'comet_llm', 'comet_key'], entropy: 3.3, environment: 'COMET_API_KEY', rotation: 'https://www.comet.com/account-settings/apiKeys', severity: 'warning', valid: (secret) => /\d/.test(secret) && /[a-z]/i.test(secret) },
  { id: 'neptune', label: 'Neptune API token', pattern: 'eyJhcGlfYWRkcmVzcyI6[\\w+/-]{20,600}={0,2}', triggers: ['eyJhcGlfYWRkcmVzcyI6'], environment: 'NEPTUNE_API_TOKEN', rotation: 'https://app.neptune.ai/get_my_api_token', severity: 'error', valid: isNeptuneToken, confident: () => true },
  { id: 'kaggle', label: 'Kaggle API key', pattern: '[0-9a-f]{32}', triggers: [], anchors: ['kaggle'], phrases: ['"username"', "'username'"], environment: 'KAGGLE_KEY', rotation: 'https://www.kaggle.com/settings', severity: 'warning', valid: hasDigit },
  { id: 'kaggle-token', label: 'Kaggle API token', pattern: 'KGAT_[0-9a-f]{32}', triggers: ['KGAT_'], environment: 'KAGGLE_API_TOKEN', rotation: 'https://www.kaggle.com/settings', severity: 'error' },
  { id: 'clearml', label: 'ClearML secret key', pattern: '[A-Za-z0-9]{40,64}', triggers: [], anchors: ['clearml'], entropy: 3.8, environment: 'CLEARML_API_SECRET_KEY', rotation: 'https://app.clear.ml/settings/workspace-configuration', severity: 'warning', valid: isMixed },
];

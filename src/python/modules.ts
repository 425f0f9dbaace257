/** Roots whose star import is followed as a guess, and that are taken for themselves when no import is in sight (a half-typed cell). */
export const KNOWN_MODULES: ReadonlySet<string> = new Set([
  'accelerate', 'adapters', 'anthropic', 'autogen', 'boto3', 'cloudpickle', 'cohere', 'cupy', 'datasets', 'diffusers', 'dill', 'evaluate', 'fastai',
  'flask', 'gensim', 'groq', 'httpx', 'huggingface_hub', 'jinja2', 'joblib', 'jsonpickle', 'keras', 'langchain', 'langchain_community',
  'langchain_experimental', 'lightning', 'litellm', 'marshal', 'mlflow', 'msgpack_numpy', 'numpy', 'ollama', 'openai', 'optimum', 'os', 'pandas',
  'peft', 'pickle', 'pytorch_lightning', 'requests', 'safetensors', 'sentence_transformers', 'setfit', 'shelve', 'sklearn', 'skops', 'smolagents',
  'spacy', 'subprocess', 'tensorflow', 'tensorflow_hub', 'timm', 'tokenizers', 'torch', 'torchvision', 'transformers', 'trl', 'urllib', 'vllm',
  'wandb', 'yaml',
]);

/** Names that people bind by habit; used only when the program binds them nowhere. */
export const HABITUAL_ALIASES: Readonly<Record<string, string>> = {
  np: 'numpy', pd: 'pandas', tf: 'tensorflow', pl: 'pytorch_lightning', hub: 'tensorflow_hub', nn: 'torch.nn',
};

/** Names that need no import: never taken for a star import's member. */
export const PYTHON_BUILTINS: ReadonlySet<string> = new Set([
  'abs', 'all', 'any', 'bool', 'bytes', 'callable', 'chr', 'compile', 'delattr', 'dict', 'dir', 'enumerate', 'eval', 'exec', 'filter', 'float', 'format', 'frozenset',
  'getattr', 'globals', 'hasattr', 'hash', 'hex', 'id', 'input', 'int', 'isinstance', 'issubclass', 'iter', 'len', 'list', 'locals', 'map', 'max', 'min', 'next', 'object',
  'open', 'ord', 'pow', 'print', 'property', 'range', 'repr', 'reversed', 'round', 'set', 'setattr', 'slice', 'sorted', 'staticmethod', 'str', 'sum', 'super', 'tuple', 'type',
  'vars', 'zip', '__import__', 'Exception', 'ValueError', 'RuntimeError', 'TypeError', 'KeyError', 'True', 'False', 'None', 'self', 'cls',
]);

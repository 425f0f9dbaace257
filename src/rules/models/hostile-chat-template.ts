import { defineRule } from '../../core/rule';
import { inModelFolders } from './model-files/in-file';

export default defineRule({
  id: 'hostile-chat-template',
  severity: 'error',
  category: 'models',
  title: 'Hostile chat template',
  cwe: 1336,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0018.002'],
  docs: {
    what: 'The chat template that comes with a model reaches into Python (`__class__`, `__globals__`, `cycler.__init__`), or does more than format messages. Templates are found in `tokenizer_config.json`, `chat_template.jinja`, GGUF files and wherever else they stand.',
    why: 'A chat template is a Jinja2 program that runs with every prompt. Where it runs without a sandbox, as in CVE-2024-34359 (llama-cpp-python) and CVE-2026-5760 (SGLang), it runs any code; elsewhere it can still change what the model is told.',
    fix: "Do not load the model. Take the template from the model's original publisher, or write it yourself: it only has to put roles and messages into one text.",
    references: [
      'https://huggingface.co/docs/transformers/chat_templating',
      'https://nvd.nist.gov/vuln/detail/CVE-2024-34359',
    ],
  },
  listen: { documents: inModelFolders('hostile-chat-template') },
});

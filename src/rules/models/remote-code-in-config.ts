import { defineRule } from '../../core/rule';
import { inModelFolders } from './model-files/in-file';

export default defineRule({
  id: 'remote-code-in-config',
  severity: 'warning',
  category: 'models',
  title: 'Remote code in a configuration',
  cwe: 829,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.001', 'AML.T0011.000'],
  docs: {
    what: 'The configuration of a model names Python code that comes with it: `auto_map` of transformers, `custom_pipelines`, modules of diffusers, PEFT and sentence-transformers that are no part of the library, `trust_remote_code`.',
    why: 'With `trust_remote_code=True`, and for sentence-transformers also without, loading the model imports that code. `auto_map` may name another repository, whose code its owner can change at any time.',
    fix: 'Read the code it names, and keep it in your own repository under review. Remove the entry where the library has the class itself. Pin `revision` and `code_revision` to commits.',
    references: ['https://huggingface.co/docs/transformers/custom_models'],
  },
  listen: { documents: inModelFolders('remote-code-in-config') },
});

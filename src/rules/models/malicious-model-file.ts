import { defineRule } from '../../core/rule';
import { inModelFolders } from './model-files/in-file';
import { loadsOfModelFiles } from './model-files/in-code';

export default defineRule({
  id: 'malicious-model-file',
  severity: 'error',
  category: 'models',
  title: 'Malicious model file',
  cwe: 506,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'Loading a model file of the project runs code that no model needs: a pickle that calls `os.system`, a Lambda layer, an operator that calls Python, a member that is unpacked outside of its folder. Reported for the file, wherever it lies and although git ignores it, and for the call that loads it.',
    why: 'Whoever made the file runs programs on every machine that loads it, with the rights of whoever loads it. The file was read symbolically, and nothing of it was run: what is told is what its usual loader would do.',
    fix: 'Do not load the file. Find out how it came into the project, get the model from its publisher as safetensors, and treat a machine on which it was loaded as broken into. `touchstone inspect FILE` shows all that it would run.',
    references: ['https://docs.python.org/3/library/pickle.html', 'https://huggingface.co/docs/hub/security-pickle'],
  },
  listen: {
    documents: inModelFolders('malicious-model-file'),
    calls: [loadsOfModelFiles('malicious-model-file')],
  },
});

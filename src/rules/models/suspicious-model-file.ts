import { defineRule } from '../../core/rule';
import { inModelFolders } from './model-files/in-file';
import { flaggedInLock, LOADS_OF_FLAGGED } from './model-files/flagged-by-hub';
import { loadsOfModelFiles } from './model-files/in-code';

export default defineRule({
  id: 'suspicious-model-file',
  severity: 'warning',
  category: 'models',
  title: 'Suspicious model file',
  cwe: 506,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A model file of the project hides something, or loading it calls what is known neither as harmless nor as dangerous: a broken pickle, an archive that contradicts itself, two formats in one file, an unknown function. With `--online`, also a file of a model of the hub in which the scanners of the hub found something, where it is loaded and where `touchstone.lock` records it.',
    why: 'Files made by the usual libraries have none of this; files made to get past a scanner do. What readers disagree about is where code is hidden.',
    fix: 'Look at it with `touchstone inspect FILE`. Get the model from its publisher again, best as safetensors, and compare the SHA-256. If the function is your own, load the file only where its hash is checked.',
    references: ['https://docs.python.org/3/library/pickle.html#module-pickle'],
  },
  listen: {
    documents: { ...inModelFolders('suspicious-model-file'), 'model-lock': { check: flaggedInLock } },
    calls: [loadsOfModelFiles('suspicious-model-file'), LOADS_OF_FLAGGED],
  },
});

import { modelFile } from '../../analysis/artifacts/model-file';
import { defineRule } from '../../core/rule';
import { inModelFiles } from './model-files/in-file';

const RULE = 'model-file-not-inspected';
const known = inModelFiles(RULE);

export default defineRule({
  id: RULE,
  severity: 'warning',
  category: 'models',
  title: 'Model file not inspected',
  cwe: 506,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0018.002'],
  docs: {
    what: 'A model file could not be looked into, or not to its end: it is encrypted, packed as 7z or by an unknown method, larger than the budget of its reader, cut short, or too large for a file system that only gives whole files.',
    why: 'What was not read is not known to be harmless, and a container that no scanner opens is a good place to hide code.',
    fix: 'Unpack the file and look at what is in it with `touchstone inspect`, on this machine rather than on a remote file system. Keep weights as safetensors, which need no container.',
    references: ['https://huggingface.co/docs/safetensors'],
  },
  listen: {
    documents: {
      ...known,
      'model-file': {
        check(facts, context) {
          known['model-file']!.check(facts, context);
          const file = context.project.ask(modelFile, 'files', facts.path);
          if (file?.state === 'unread')
            context.report({ range: { start: 0, end: 0 }, message: `Not inspected: ${lowered(file.reason ?? '')}.` });
          if (file?.state === 'writing')
            context.report({
              range: { start: 0, end: 0 },
              severity: 'info',
              message: 'Still being written: it is inspected when it has rested.',
            });
        },
      },
    },
  },
});

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

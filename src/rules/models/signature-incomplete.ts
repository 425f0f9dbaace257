import { modelSignature } from '../../analysis/signing/model-signature';
import { mayBeModelFile } from '../../analysis/artifacts/model-file';
import { defineRule } from '../../core/rule';
import { namedFiles, relatedFiles } from './signing/words';

export default defineRule({
  id: 'signature-incomplete',
  severity: 'warning',
  category: 'models',
  title: 'Files of a signed model are not signed',
  cwe: 353,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.002', 'AML.T0010.003'],
  docs: {
    what: 'Files lie in a signed model that its signature does not cover: they came later, the signer left them out (`ignore_paths`), or they lie behind a link to a folder. Of what the signer left out only weights and code are named.',
    why: 'Loaders read what lies in the folder, signed or not: an added `modeling.py` or `pytorch_model.bin` runs beside weights whose signature is right. The reference implementation refuses files that were added and is silent on those that were left out.',
    fix: 'Remove the file, or sign the model anew with it. `touchstone verify` lists every file that is not covered.',
    references: ['https://github.com/ossf/model-signing-spec'],
  },
  listen: {
    documents: {
      'model-signature': {
        check({ path, payloadRange }, context) {
          const known = context.project.ask(modelSignature, path);
          if (!known) return;
          const added = known.files.filter(({ reason }) => reason === 'unsigned' || reason === 'linked-folder');
          const left = known.files.filter((file) => file.reason === 'ignored' && isLoaded(file.path));
          if (added.length > 0)
            context.report({
              range: payloadRange,
              message: `${namedFiles(added)} ${added.length === 1 ? 'lies' : 'lie'} in this model and ${added.length === 1 ? 'is' : 'are'} not signed.`,
              detail: 'Loaders read what lies in the folder, signed or not',
              related: relatedFiles(added, 'No signature covers this.'),
            });
          else if (left.length > 0)
            context.report({
              range: payloadRange,
              severity: 'info',
              message: `The signer left out ${namedFiles(left)}.`,
              detail: 'Loaders read what lies in the folder, signed or not',
              related: relatedFiles(left, 'No signature covers this.'),
            });
        },
      },
    },
  },
});

/** Weights, configurations that name code, and code: what a reader of Markdown looks at harms nobody. */
const isLoaded = (path: string): boolean => mayBeModelFile(path) || /\.(?:py|so|dll|dylib|pyd|sh)$/i.test(path);

import { modelSignature } from '../../analysis/signing/model-signature';
import { defineRule } from '../../core/rule';
import { namedFiles, relatedFiles, wrongSignature } from './signing/words';

export default defineRule({
  id: 'signature-invalid',
  severity: 'error',
  category: 'models',
  title: 'Signature of a model is not valid',
  cwe: 347,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.002', 'AML.T0010.003'],
  docs: {
    what: 'A signature of OpenSSF Model Signing does not fit: what it says was not signed with its key or certificate, its form is wrong, or a signed file was changed or is gone. Every file is hashed anew.',
    why: 'The model is not the one that its publisher signed. A download that broke off looks like this, and so do weights that someone replaced.',
    fix: 'Get the model again from where it was published, or restore it (`git checkout`, `dvc checkout`). If you changed it yourself, sign it anew with `touchstone sign`. `touchstone verify` lists all files.',
    references: ['https://github.com/ossf/model-signing-spec', 'https://github.com/sigstore/model-transparency'],
  },
  listen: {
    documents: {
      'model-signature': {
        check({ path, problems, payloadRange, signatureRange }, context) {
          const known = context.project.ask(modelSignature, path);
          if (known?.state !== 'differs') return;
          const wrong = wrongSignature(known);
          if (wrong !== null) {
            const range = problems[0]?.range ?? (known.reason === 'bad-manifest' ? payloadRange : signatureRange);
            context.report({ range, message: `This signature is not valid: ${wrong}.` });
            return;
          }
          const changed = known.files.filter(({ state, reason }) => state === 'differs' && reason !== 'unsigned');
          const missing = known.files.filter(({ state }) => state === 'missing');
          if (changed.length > 0)
            context.report({
              range: payloadRange,
              message: `${namedFiles(changed)} ${changed.length === 1 ? 'is' : 'are'} not what was signed.`,
              detail: 'If that was meant, sign the model anew; if not, get it again from its publisher',
              related: relatedFiles(changed, 'This is not what was signed.'),
            });
          else if (missing.length > 0)
            context.report({
              range: payloadRange,
              message: `${namedFiles(missing)} ${missing.length === 1 ? 'was' : 'were'} signed and ${missing.length === 1 ? 'is' : 'are'} gone.`,
              detail: 'A model without all of its files is not the one that was signed',
            });
        },
      },
    },
  },
});

import { modelSignature } from '../../analysis/signing/model-signature';
import { defineRule } from '../../core/rule';
import { shortened } from '../../analysis/secrets/shortened';
import type { ModelSigner } from '../../analysis/signing/signer';

export default defineRule({
  id: 'signer-not-trusted',
  severity: 'warning',
  category: 'models',
  title: 'Model is signed by someone not trusted',
  cwe: 346,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.002', 'AML.T0010.003'],
  docs: {
    what: 'The signature of a model is by nobody whom `[provenance] signers` in `touchstone.toml` names: another key, a certificate that leads to none of the named authorities, another identity. Names are compared letter by letter. Where nobody is named it is a hint.',
    why: 'Anyone can sign anything. A signature says something only when you know whose it is: whoever replaces the weights can sign them as well.',
    fix: 'Find out by another way whose key or identity it is (the publisher\'s site, a colleague), and name it: `signers = [{ key = "keys/release.pub" }]`, `[{ root = "keys/authority.pem" }]` or `[{ identity = "…", issuer = "…" }]`.',
    references: ['https://github.com/ossf/model-signing-spec', 'https://docs.sigstore.dev/about/security/'],
  },
  listen: {
    documents: {
      'model-signature': {
        check({ path, signatureRange }, context) {
          const known = context.project.ask(modelSignature, path);
          if (known?.state !== 'unknown' || !known.signer) return;
          const somebody = known.signersNamed;
          if (known.reason === 'signer-not-trusted')
            context.report({
              range: signatureRange,
              severity: somebody ? 'warning' : 'hint',
              message: somebody
                ? `This model is signed by ${calledBy(known.signer)}, whom signers does not name.`
                : `Nobody is named who may sign models, so this signature proves nothing yet.`,
              detail: 'Name whom you trust under [provenance] signers in touchstone.toml',
            });
          else if (known.reason === 'certificate-not-valid-now')
            context.report({
              range: signatureRange,
              message: `The certificate of ${calledBy(known.signer)} is not valid now: nothing says when it signed.`,
            });
        },
      },
    },
  },
});

function calledBy({ method, identity }: ModelSigner): string {
  if (identity !== null) return JSON.stringify(shortened(identity, 50));
  return method === 'key' ? 'a key' : 'someone';
}

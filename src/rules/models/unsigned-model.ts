import { coveringSignature } from '../../analysis/signing/model-signature';
import { defineRule } from '../../core/rule';
import type { Policy } from '../../core/policy';
import { Globs } from '../../project/globs';
import { quoted } from './signing/words';

export default defineRule({
  id: 'unsigned-model',
  severity: 'warning',
  category: 'models',
  title: 'Model file has no signature',
  cwe: 353,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.002', 'AML.T0010.003'],
  docs: {
    what: 'A model file that `[provenance] signed-models` in `touchstone.toml` asks a signature for is covered by none: no bundle in its folder, or in one above it, lists it. Silent until that key is set.',
    why: 'Nobody can tell whether these are the weights that were trained and reviewed, or who says so.',
    fix: 'Sign the model (`touchstone sign models/classifier --private-key release.key`) and keep `model.sig` beside it.',
    references: ['https://github.com/ossf/model-signing-spec', 'https://slsa.dev/spec/v1.0/threats'],
  },
  listen: {
    documents: {
      'model-file': {
        check({ path }, context) {
          if (!isWanted(path, context.policy)) return;
          if (context.project.ask(coveringSignature, path) !== null) return;
          context.report({
            range: { start: 0, end: 0 },
            message: `${quoted(path.slice(path.lastIndexOf('/') + 1))} has to be signed, and no signature covers it.`,
            detail: 'Sign it with `touchstone sign`, or take it out of signed-models in touchstone.toml',
          });
        },
      },
    },
  },
});

const compiled = new WeakMap<Policy, Globs>();

function isWanted(path: string, policy: Policy): boolean {
  if (policy.signedModels.length === 0) return false;
  let globs = compiled.get(policy);
  if (!globs) compiled.set(policy, (globs = new Globs(policy.signedModels)));
  const base = policy.base ? `${policy.base}/` : '';
  return path.startsWith(base) && globs.matches(path.slice(base.length));
}

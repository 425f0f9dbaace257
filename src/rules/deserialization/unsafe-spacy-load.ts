import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { isVerified } from '../../analysis/flow/verification';

export default defineRule({
  id: 'unsafe-spacy-load',
  severity: 'warning',
  category: 'deserialization',
  title: 'spaCy pipeline from the network',
  cwe: 502,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.003', 'AML.T0011.000'],
  docs: {
    what: 'A spaCy pipeline is loaded from a downloaded folder whose content is not verified.',
    why: 'A pipeline folder contains more than tables: trained components are stored as torch pickles, and a packaged pipeline contains Python code. A folder that is already present, or pinned to a commit, is not reported.',
    fix: "Install pipelines as packages with a pinned version and hash. Check an archive's SHA-256 before unpacking it. There is no quick fix: a digest of today's file proves nothing; it must come from the publisher or from someone who reviewed the file.",
    references: ['https://spacy.io/usage/saving-loading', 'https://spacy.io/api/top-level#spacy.load'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: [
          'spacy.load',
          'spacy.util.load_model',
          'spacy.util.load_model_from_path',
          'spacy.util.load_model_from_init_py',
        ],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const folder = argumentOf(call, 'name', 0) ?? argumentOf(call, 'model_path');
  const origin = originOf(folder?.value, call, context.facts);
  // An address in place of a name is for untrusted-model-source.
  if (
    origin.kind !== 'remote' ||
    origin.pinned ||
    (folder?.value.kind === 'string' && /^https?:/i.test(folder.value.value)) ||
    isVerified(call, folder?.value, context)
  )
    return;
  context.report({
    range: call.range,
    severity: 'warning',
    related: relatedOf(origin),
    message: 'spaCy may run code hidden in the downloaded pipeline, which is not verified.',
  });
}

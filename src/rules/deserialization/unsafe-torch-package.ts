import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { describeFile, severityOf } from './origins/judgement';
import { hashCheckFix, isVerified } from '../../analysis/flow/verification';

export default defineRule({
  id: 'unsafe-torch-package',
  severity: 'error',
  category: 'deserialization',
  title: 'Code in a torch package',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A package made by `torch.package` is opened with `PackageImporter`.',
    why: 'Such a package contains Python modules next to the pickled model, and importing from it runs them with your permissions. There is no `weights_only` here.',
    fix: 'Keep weights as safetensors, and the code in a Python package that is installed and reviewed as usual. If a package must be opened, check its SHA-256 first. There is no quick fix: stored data must be converted to another format first.',
    references: ['https://docs.pytorch.org/docs/stable/package.html'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: ['torch.package.PackageImporter', 'torch.package.package_importer.PackageImporter'],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'file_or_buffer', 0);
  if (!file) return;
  const origin = originOf(file.value, call, context.facts);
  if (isVerified(call, file.value, context)) return;
  const fix = hashCheckFix(context, call, file.value);
  context.report({
    range: call.range,
    severity: severityOf(origin, 'warning'),
    message: `PackageImporter runs the Python code packed in ${describeFile(origin)}.`,
    related: relatedOf(origin),
    fixes: fix ? [fix] : [],
  });
}

import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { isVerified } from '../../analysis/flow/verification';

export default defineRule({
  id: 'remote-torchscript',
  severity: 'warning',
  category: 'deserialization',
  title: 'TorchScript from the network',
  cwe: 494,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.003', 'AML.T0011.000'],
  docs: {
    what: '`torch.jit.load` loads a downloaded program whose content is not verified.',
    why: 'A TorchScript file is a program, not just weights: its methods run when the model is called, and can read and write files. The parser that loads it is native code that was never meant for hostile input. Files that are already present, and downloads pinned to a commit or hash, are not reported.',
    fix: "Check the download's SHA-256 before loading it, or pin the commit that it comes from. There is no quick fix: a digest of today's file proves nothing; it must come from the publisher or from someone who reviewed the file.",
    references: [
      'https://docs.pytorch.org/docs/stable/generated/torch.jit.load.html',
      'https://github.com/pytorch/pytorch/security/policy',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: [
          'torch.jit.load',
          'torch.jit._serialization.load',
          'torch.jit.jit_module_from_flatbuffer',
          'torch.export.load',
        ],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'f', 0);
  const origin = originOf(file?.value, call, context.facts);
  if (origin.kind !== 'remote' || origin.pinned || isVerified(call, file?.value, context)) return;
  context.report({
    range: call.range,
    severity: 'warning',
    related: relatedOf(origin),
    message: `${call.callee.startsWith('torch.export') ? 'torch.export.load' : 'torch.jit.load'} loads a downloaded program that is not verified.`,
  });
}

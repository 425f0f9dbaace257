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
    what: '`torch.jit.load` loads a program that was downloaded, without a check of what came.',
    why: 'A TorchScript file is a program, not only weights: its methods run when the model is called, and can read and write files. The parser that loads it is native code that was never meant for hostile input. Files that are already there, and downloads that are pinned to a commit or a hash, are not reported.',
    fix: 'Check the SHA-256 of the download before loading it, or pin the commit it comes from. No quick fix is offered: the digest of what is there today proves nothing, it has to come from whoever published or looked at it.',
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

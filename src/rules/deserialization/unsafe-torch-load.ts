import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS } from '../../analysis/flow/origin';
import { CALLERS, handedOn } from './pickle/handed-on';
import { weightsOnlyOf } from './torch/weights-only';
import { forwardedLoads } from './torch/forwarded';
import { checkTorchLoad, checkWrapper } from './torch/torch-load';
import { isLoader } from './torch/torch-switches';
import { TORCH_WRAPPERS } from './torch/wrappers';

/** Then it does not matter what is loaded. */
const WEIGHTS_ONLY = /\bweights_only\s*=\s*True\b/;

export default defineRule({
  id: 'unsafe-torch-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe torch.load',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: "A PyTorch checkpoint is loaded so that pickled code in it runs: `torch.load` without `weights_only=True` where that is not the default, with `weights_only=False`, or with its own `pickle_module`. Also reported are functions of other libraries that turn `weights_only` off: `torch_load` and `torch_safe_load` of ultralytics, and those of timm, flair, mmengine, fairseq and Lightning, depending on their version and torch's.",
    why: 'A checkpoint is a pickle, and a pickle is a program. `weights_only=True` limits it to tensors and plain containers; it has been the default only since torch 2.6, and could itself be bypassed before 2.6 (CVE-2025-32434) and before 2.10 (CVE-2026-24747). The severity depends on what is loaded and on the torch version that the project resolves to.',
    fix: "Pass `weights_only=True` and allow the classes you need with `torch.serialization.add_safe_globals`, or keep weights as safetensors. Where the file lies in the project and is known to load that way, the quick fix is safe and says so. If a whole object must be unpickled, check the file's SHA-256 first.",
    references: [
      'https://docs.pytorch.org/docs/stable/generated/torch.load.html',
      'https://docs.pytorch.org/docs/stable/notes/serialization.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2025-32434',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: ['torch.load', 'torch.serialization.load'],
        beside: ORIGIN_TRIGGERS,
        follows: { unless: WEIGHTS_ONLY },
        check,
      },
      { callees: TORCH_WRAPPERS, beside: ORIGIN_TRIGGERS, follows: true, check: checkWrapper },
      { callees: CALLERS, triggers: ['torch.load'], check: checkHanded },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  checkTorchLoad(call, context);
  for (const { caller, load } of forwardedLoads(call, context.facts)) {
    const off = weightsOnlyOf(argumentOf(load, 'weights_only'), load) === 'off';
    // Of a function that is called like a loader another rule tells.
    if (!off || !isLoader(caller)) checkTorchLoad(load, context);
  }
}

/** `pool.submit(torch.load, path)`; with `weights_only=False` another rule tells of it. */
function checkHanded(call: CallFact, context: PythonContext): void {
  const made = handedOn(call, (name) => name === 'torch.load' || name === 'torch.serialization.load');
  if (made && weightsOnlyOf(argumentOf(made, 'weights_only'), made) !== 'off') checkTorchLoad(made, context);
}

import { defineRule } from '../../core/rule';
import { ORIGIN_TRIGGERS } from './origin';
import { checkTorchLoad } from './torch-load';
import { checkLoadFromCheckpoint, checkLoadFromUrl, checkTurnedOff } from './torch-relatives';
import { checkAssignment, checkItem, checkMagic, checkPartial, checkSafeGlobals, checkSetDefault } from './torch-switches';

export default defineRule({
  id: 'unsafe-torch-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe torch.load',
  cwe: 502,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A PyTorch checkpoint is loaded so that pickled code in it runs: `torch.load` without `weights_only=True` where that is not the default, `weights_only=False`, a `pickle_module`, `torch.hub.load_state_dict_from_url`, Lightning\'s `load_from_checkpoint`, a replaced `torch.load`, `TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD`, or an allow-list with `eval` in it.',
    why: 'A checkpoint is a pickle, and a pickle is a program. `weights_only=True` limits it to tensors and plain containers; it is the default only since torch 2.6, never for `load_state_dict_from_url`, and was itself bypassed before 2.6 (CVE-2025-32434) and before 2.10 (CVE-2026-24747). The severity follows what is loaded and the version of torch that the project resolves to.',
    fix: 'Pass `weights_only=True` and allow the classes you need with `torch.serialization.add_safe_globals`, or keep weights as safetensors. Where a whole object must be unpickled, check the file\'s SHA-256 first.',
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.load.html', 'https://docs.pytorch.org/docs/stable/notes/serialization.html', 'https://nvd.nist.gov/vuln/detail/CVE-2025-32434'],
  },
  listen: {
    calls: [
      { callees: ['torch.load', 'torch.serialization.load'], beside: ORIGIN_TRIGGERS, check: checkTorchLoad },
      { callees: ['torch.hub.load_state_dict_from_url', 'torch.utils.model_zoo.load_url', 'torchvision.**.load_state_dict_from_url'], beside: ORIGIN_TRIGGERS, check: checkLoadFromUrl },
      { callees: ['**.load_from_checkpoint'], beside: ORIGIN_TRIGGERS, check: checkLoadFromCheckpoint },
      { callees: ['**.from_pretrained', '**.from_single_file', 'timm.**.load_checkpoint', 'timm.**.load_state_dict', 'timm.**.resume_checkpoint', 'accelerate.**.load_checkpoint_in_model', 'accelerate.**.load_checkpoint_and_dispatch', 'accelerate.**.load', 'accelerate.**.load_state', 'huggingface_hub.**.load_torch_model', 'huggingface_hub.**.load_state_dict_from_file', 'open_clip.**.create_model', 'open_clip.**.create_model_and_transforms', 'lightning.**.Trainer.**.fit', 'lightning.**.Trainer.**.test', 'lightning.**.Trainer.**.predict'], triggers: ['weights_only', 'use_safetensors'], check: checkTurnedOff },
      { callees: ['functools.partial'], triggers: ['weights_only'], check: checkPartial },
      { callees: ['torch.serialization.add_safe_globals', 'torch.serialization.safe_globals'], check: checkSafeGlobals },
      { callees: ['**.setdefault', '**.putenv'], triggers: ['weights_only'], check: checkSetDefault },
    ],
    assignments: { triggers: ['weights_only', 'torch_force_no_weights_only_load'], anyValue: true, check: checkAssignment },
    dictItems: { triggers: ['weights_only', 'use_safetensors', 'torch_force_no_weights_only_load'], anyValue: true, check: checkItem },
    magics: { check: checkMagic },
  },
});

import { defineRule, type Near } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS } from '../../analysis/flow/origin';
import {
  checkTorchAssignment,
  checkTorchCall,
  checkTorchEntry,
  checkTorchFile,
  checkTorchItem,
  checkTorchCommand,
  checkTorchString,
  FILE_LOADERS,
} from './torch/torch-switches';

const TRIGGERS = ['weights_only'];
const near: Near = { flag: /^(?:True|None)\b/ };

export default defineRule({
  id: 'weights-only-disabled',
  severity: 'error',
  category: 'deserialization',
  title: 'weights_only turned off',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: "`weights_only` is turned off somewhere other than at `torch.load` itself: for the whole process (`TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD`, a replaced `torch.load`), for a function (`partial`, a wrapper, a default), in a dictionary of arguments, or for another library's loader (`from_pretrained`, timm, Lightning's Fabric).",
    why: 'With `weights_only=False` a checkpoint is a program. A switch for the whole process also undoes the protection of every library that loads checkpoints in it, and nothing shows that where they are loaded.',
    fix: 'Remove the switch, and allow the classes that a checkpoint really needs with `torch.serialization.add_safe_globals`. If one old checkpoint cannot be loaded otherwise, pass `weights_only=False` for that one only, after checking its hash.',
    references: [
      'https://docs.pytorch.org/docs/stable/notes/serialization.html',
      'https://docs.pytorch.org/docs/stable/miscellaneous_environment_variables.html',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      { callees: ['**'], triggers: TRIGGERS, near, check: checkTorchCall },
      { callees: FILE_LOADERS, beside: ORIGIN_TRIGGERS, follows: true, check: checkTorchFile },
    ],
    assignments: { triggers: TRIGGERS, anyValue: true, near, check: checkTorchAssignment },
    dictItems: { triggers: TRIGGERS, anyValue: true, near, check: checkTorchItem },
    strings: { triggers: ['torch_force_no_weights_only_load'], valuesOnly: true, check: checkTorchString },
    commands: { check: checkTorchCommand },
    config: { check: checkTorchEntry },
  },
});

import { defineRule } from '../../core/rule';
import { ORIGIN_READS } from '../../analysis/flow/origin';
import { argumentOf } from '../../core/python-facts';
import { stringOf } from '../../core/value';
import { isCommit } from '../../analysis/models/reference';
import { loadsOf } from './pickle/pickle-load';
import { loader } from './pickle/pickle-loaders';

const LOADERS = [loader(['fastai.**.load_learner'], ['fname', 'fn'])];

export default defineRule({
  id: 'unsafe-fastai-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe fastai load',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A fastai learner is loaded with `load_learner`, or from the hub with `from_pretrained_fastai`.',
    why: 'An exported learner is a pickle of the whole training object with its transforms and callbacks. fastai loads it with `weights_only=False`, and says itself that only trusted files may be loaded.',
    fix: "Save only the weights with `Learner.save`, and load them with `Learner.load` into a learner that the code builds. If you must load it, check the file's SHA-256 against a value kept in the code. The quick fix inserts that check with the digest of the file in the workspace, trusting it as it is now.",
    references: [
      'https://docs.fast.ai/learner.html#load_learner',
      'https://huggingface.co/docs/huggingface_hub/package_reference/mixins#fastai',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      loadsOf(LOADERS),
      {
        callees: ['huggingface_hub.**.from_pretrained_fastai'],
        check(call, context) {
          const id = argumentOf(call, 'repo_id', 0);
          const pinned = isCommit(
            stringOf(argumentOf(call, 'revision', 1)?.value) ??
              /@([0-9a-f]{40})$/.exec(stringOf(id?.value) ?? '')?.[1] ??
              '',
          );
          if (id)
            context.report({
              range: call.range,
              severity: pinned ? 'warning' : stringOf(id.value) === undefined ? 'hint' : 'error',
              message: 'from_pretrained_fastai runs any code hidden in the downloaded learner.',
            });
        },
      },
    ],
  },
});

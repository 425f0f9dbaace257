import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { isRequired, lacks, TRAINING_CALLS } from './required/training-calls';
import { listenToSettings } from './settings/unsafe-settings';

const MESSAGE = 'Gradients and data go between the nodes of this job as plain text.';

const SETTINGS = listenToSettings(
  [
    {
      type: /^(?:AWS::SageMaker::|aws_sagemaker_)/,
      path: /(?:^|\.)(?:EnableInterContainerTrafficEncryption|enable_inter_container_traffic_encryption)$/,
      unsafe: /^false$/i,
      message: MESSAGE,
      safe: 'true',
    },
  ],
  [
    {
      callees: ['sagemaker.**'],
      argument: 'encrypt_inter_container_traffic',
      unsafe: false,
      message: MESSAGE,
      safe: 'True',
    },
    {
      callees: ['sagemaker.**'],
      argument: 'enable_inter_container_traffic_encryption',
      unsafe: false,
      message: MESSAGE,
      safe: 'True',
    },
    {
      callees: ['**.create_training_job', '**.create_processing_job'],
      argument: 'EnableInterContainerTrafficEncryption',
      unsafe: false,
      message: MESSAGE,
      safe: 'True',
    },
  ],
);

export default defineRule({
  id: 'inter-node-traffic-unencrypted',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Traffic between training nodes in plain text',
  cwe: 319,
  docs: {
    what: 'The encryption of traffic between the containers of a job is written as off: `encrypt_inter_container_traffic=False` (SageMaker SDK 2), `enable_inter_container_traffic_encryption=False` (SDK 3), `EnableInterContainerTrafficEncryption: false`. Where nothing is written, nothing is reported, unless `[infrastructure] require` has `inter-node-encryption`; then SageMaker jobs of several nodes without the switch are.',
    why: 'Gradients and batches let whoever reads along reconstruct training data.',
    fix: 'Switch it on. Jobs of several nodes get slower by it, those of one node do not. The quick fix changes the value.',
    references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html'],
  },
  listen: { ...SETTINGS, calls: [...SETTINGS.calls!, { ...TRAINING_CALLS, check: checkMissing }] },
});

/** What is missing, where the policy requires it and the job has several nodes. */
function checkMissing(call: CallFact, context: PythonContext): void {
  const count = argumentOf(call, 'instance_count')?.value;
  if (count?.kind !== 'number' || count.value < 2 || !isRequired('inter-node-encryption', context.policy)) return;
  if (lacks(call, ['encrypt_inter_container_traffic', 'network_config', 'networking']))
    context.report({
      range: call.calleeRange,
      message: 'The policy requires encryption between nodes, and this job does not say so.',
    });
}

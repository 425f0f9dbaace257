import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type Context, type PythonContext } from '../../core/rule';
import { isRequired, lacks, instanceTypeOf, resourcesWithout, TRAINING_CALLS } from './required/training-calls';

const MESSAGE = 'The policy requires a storage key of your own, and none is named here.';
/** Types whose volumes are on the machine itself: a key for the volume is refused. Source: SageMaker API reference, ResourceConfig. */
const OWN_DISK = /^ml\.(?:p4d|p4de|p5|p5e|p5en|g4dn|g5|g6|g6e|trn1|trn1n|trn2)\./;

export default defineRule({
  id: 'storage-key-missing',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Storage without a key of your own',
  cwe: 311,
  docs: {
    what: 'With `storage-key` in `[infrastructure] require`: a training or processing job of the SageMaker SDK has no `output_kms_key`, or no `volume_kms_key` on a machine that takes one; a notebook instance, domain or endpoint configuration (CloudFormation, Terraform) names no key. Silent until that is required. Machines with disks of their own (p4d, p5, g5 and others) refuse a key for the volume, and none is asked for.',
    why: 'Data, checkpoints and models are encrypted with a key of the service then: whoever may read the bucket or the snapshot reads them, and the key cannot be taken away.',
    fix: 'Name a key of KMS in `output_kms_key` and `volume_kms_key`, `KmsKeyId` or `kms_key_id`, and let the role of the job use it.',
    references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html'],
  },
  listen: {
    documents: { infrastructure: { check } },
    calls: [{ ...TRAINING_CALLS, check: checkCall }],
  },
});

function check(facts: InfrastructureFacts, context: Context): void {
  if (!isRequired('storage-key', context.policy)) return;
  for (const [type, key] of [
    [/^AWS::SageMaker::(?:NotebookInstance|Domain|EndpointConfig)$/, 'KmsKeyId'],
    [/^aws_sagemaker_(?:notebook_instance|domain)$/, 'kms_key_id'],
    [/^aws_sagemaker_endpoint_configuration$/, 'kms_key_arn'],
  ] as const)
    for (const { setting } of resourcesWithout(facts, type, [key]))
      context.report({ range: setting.range, message: MESSAGE });
}

function checkCall(call: CallFact, context: PythonContext): void {
  if (!isRequired('storage-key', context.policy) || call.callee.endsWith('.ModelTrainer')) return;
  const hasOutputKey = argumentOf(call, 'output_kms_key') !== undefined;
  const volume = OWN_DISK.test(instanceTypeOf(call) ?? '') ? [] : ['volume_kms_key'];
  if (hasOutputKey && volume.length === 0) return;
  if (lacks(call, hasOutputKey ? volume : ['output_kms_key']))
    context.report({ range: call.calleeRange, message: MESSAGE });
}

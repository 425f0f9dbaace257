import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import type { CallFact } from '../../core/python-facts';
import { defineRule, type Context, type PythonContext } from '../../core/rule';
import {
  isRequired,
  lacks,
  resourcesWithout,
  startedWithout,
  TRAINING_CALLS,
  VERTEX_CALLS,
} from './required/training-calls';

const MESSAGE = 'The policy requires network isolation, and nothing here says so.';
/** Resources, and the keys of which one says how they are reached or what they reach. */
const RESOURCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^AWS::SageMaker::NotebookInstance$/, ['DirectInternetAccess']],
  [/^aws_sagemaker_notebook_instance$/, ['direct_internet_access']],
  [/^AWS::SageMaker::Domain$/, ['AppNetworkAccessType']],
  [/^aws_sagemaker_domain$/, ['app_network_access_type']],
  [/^azureml:workspace$/, ['managed_network', 'public_network_access']],
  [/^azureml:(?:managedonlineendpoint|onlineendpoint)$/, ['public_network_access']],
];

export default defineRule({
  id: 'network-isolation-missing',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Training without network isolation',
  cwe: 653,
  docs: {
    what: 'With `network-isolation` in `[infrastructure] require`: a training or processing job of the SageMaker SDK has neither `enable_network_isolation` nor `subnets`, `network_config` or `networking`; a job of Vertex AI is started without `network`; a notebook instance, domain or workspace (CloudFormation, Terraform, Azure ML) does not say how it is reached. Silent until that is required. What is written as off is reported by `network-isolation-disabled` in any case.',
    why: 'By default these services let the code of a job reach the whole internet, and a poisoned package sends data and credentials there.',
    fix: 'Add `enable_network_isolation=True`, or `subnets` and `security_group_ids` of a VPC without a way out. With isolation a job reaches no hub and no package index: give it what it needs as channels from S3.',
    references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html'],
  },
  listen: {
    documents: { infrastructure: { check } },
    calls: [
      { ...TRAINING_CALLS, check: checkCall },
      { ...VERTEX_CALLS, check: checkCall },
    ],
  },
});

function check(facts: InfrastructureFacts, context: Context): void {
  if (!isRequired('network-isolation', context.policy)) return;
  for (const [type, keys] of RESOURCES)
    for (const { setting } of resourcesWithout(facts, type, keys))
      context.report({ range: setting.range, message: MESSAGE });
}

function checkCall(call: CallFact, context: PythonContext): void {
  const names = ['enable_network_isolation', 'subnets', 'network_config', 'networking', 'vpc_config'];
  if (isRequired('network-isolation', context.policy) && (lacks(call, names) || startedWithout(call, 'network')))
    context.report({ range: call.calleeRange, message: MESSAGE });
}

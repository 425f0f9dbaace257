import { defineRule } from '../../core/rule';
import { listenToSettings } from './settings/unsafe-settings';

const OPEN = 'Training code here reaches the whole internet: isolation is switched off.';
const PUBLIC = 'This is reached from the whole internet: public network access is on.';

export default defineRule({
  id: 'network-isolation-disabled',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Network isolation switched off',
  cwe: 653,
  atlas: ['AML.T0049'],
  docs: {
    what: 'The network isolation of a managed platform is written as off: `enable_network_isolation=False` of SageMaker (SDK, CloudFormation, Terraform), `DirectInternetAccess: Enabled` of a notebook instance, `PublicInternetOnly` of a domain, `public_network_access: Enabled` or `isolation_mode: disabled` of an Azure ML workspace or endpoint. Where nothing is written, nothing is reported: `network-isolation` under `require` in the configuration asks for it.',
    why: 'Code that runs in training (a poisoned package, a model that executes when it is loaded) sends data and credentials wherever it likes, and a public endpoint is found by anyone who scans for it.',
    fix: 'Switch it on, and give the job what it needs first: with isolation, SageMaker containers reach no hub, no package index and no tracking server, so that data and models come from S3 channels. A VPC without a NAT gateway gives most of it. The quick fix changes the value.',
    references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html'],
  },
  listen: listenToSettings(
    [
      {
        type: /^(?:AWS::SageMaker::|aws_sagemaker_)/,
        path: /(?:^|\.)(?:EnableNetworkIsolation|enable_network_isolation)$/,
        unsafe: /^false$/i,
        message: OPEN,
        safe: 'true',
      },
      {
        type: /^AWS::SageMaker::NotebookInstance$/,
        path: /^DirectInternetAccess$/,
        unsafe: /^Enabled$/,
        message: OPEN,
        safe: 'Disabled',
      },
      {
        type: /^aws_sagemaker_notebook_instance$/,
        path: /^direct_internet_access$/,
        unsafe: /^Enabled$/,
        message: OPEN,
        safe: 'Disabled',
      },
      {
        type: /^(?:AWS::SageMaker::Domain|aws_sagemaker_domain)$/,
        path: /^(?:AppNetworkAccessType|app_network_access_type)$/,
        unsafe: /^PublicInternetOnly$/,
        message: OPEN,
        safe: 'VpcOnly',
      },
      {
        type: /^azureml:/,
        path: /^(?:egress_)?public_network_access$/,
        unsafe: /^(?:enabled|true)$/i,
        message: PUBLIC,
        safe: 'disabled',
      },
      {
        type: /^azureml:workspace$/,
        path: /^managed_network\.isolation_mode$/,
        unsafe: /^disabled$/i,
        message: OPEN,
        safe: 'allow_only_approved_outbound',
      },
      {
        type: /^azurerm_machine_learning_/,
        path: /^public_network_access_enabled$/,
        unsafe: /^true$/,
        message: PUBLIC,
        safe: 'false',
      },
    ],
    [
      {
        callees: ['sagemaker.**', 'boto3.**', '**.create_training_job', '**.create_model', '**.create_processing_job'],
        argument: 'enable_network_isolation',
        unsafe: false,
        message: OPEN,
        safe: 'True',
      },
      {
        callees: ['**.create_training_job', '**.create_model', '**.create_processing_job'],
        argument: 'EnableNetworkIsolation',
        unsafe: false,
        message: OPEN,
        safe: 'True',
      },
      {
        callees: ['**.create_notebook_instance'],
        argument: 'DirectInternetAccess',
        unsafe: /^enabled$/,
        message: OPEN,
      },
      {
        callees: ['**.create_domain'],
        argument: 'AppNetworkAccessType',
        unsafe: /^publicinternetonly$/,
        message: OPEN,
      },
      { callees: ['azure.ai.ml.**'], argument: 'public_network_access', unsafe: /^enabled$/, message: PUBLIC },
    ],
  ),
});

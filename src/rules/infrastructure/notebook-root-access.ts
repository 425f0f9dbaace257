import { defineRule } from '../../core/rule';
import { listenToSettings } from './settings/unsafe-settings';

const MESSAGE = 'Code in this notebook is root on its machine.';

export default defineRule({
  id: 'notebook-root-access',
  severity: 'info',
  category: 'infrastructure',
  title: 'Root for the users of a notebook instance',
  cwe: 250,
  docs: {
    what: 'A managed notebook gives its users root: `RootAccess: Enabled` of a SageMaker notebook instance (CloudFormation, Terraform, boto3), `enable_root_access: true` of an Azure ML compute instance. Where nothing is written, nothing is reported.',
    why: 'Code in a notebook, that of packages and models among it, changes the agents and the monitoring of the instance, and what the next user of it runs.',
    fix: 'Switch it off and install packages in the user’s environment. Lifecycle scripts run as root in any case. The quick fix changes the value.',
    references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html'],
  },
  listen: listenToSettings(
    [
      {
        type: /^(?:AWS::SageMaker::NotebookInstance|aws_sagemaker_notebook_instance)$/,
        path: /^(?:RootAccess|root_access)$/,
        unsafe: /^Enabled$/,
        message: MESSAGE,
        safe: 'Disabled',
      },
      {
        type: /^azureml:computeinstance$/,
        path: /^enable_root_access$/,
        unsafe: /^true$/i,
        message: MESSAGE,
        safe: 'false',
      },
    ],
    [{ callees: ['**.create_notebook_instance'], argument: 'RootAccess', unsafe: /^enabled$/, message: MESSAGE }],
  ),
});

import { defineRule } from '../../core/rule';
import { listenToSettings } from './settings/unsafe-settings';

const SHELL = 'Anyone with the right to debug gets a shell with the rights of this job.';
const SSH = 'The nodes of this cluster answer SSH from the internet.';

export default defineRule({
  id: 'remote-shell-enabled',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Shell into a training job',
  cwe: 749,
  atlas: ['AML.T0050'],
  docs: {
    what: 'A training job or cluster lets people in: `enable_web_access=True` of Vertex AI, `enable_remote_debug=True` of SageMaker, `EnableRemoteDebug: true`, `ssh_public_access_enabled: true` of Azure ML compute.',
    why: 'The shell runs in the training container with its service account: it reads the training data, the secrets in the environment and whatever the account may read, and leaves no trace in the code.',
    fix: 'Remove the switch when the debugging is over, or keep it in a development project with a service account of few rights. The quick fix switches it off.',
    references: ['https://cloud.google.com/vertex-ai/docs/training/monitor-debug-interactive-shell'],
  },
  listen: listenToSettings(
    [
      {
        type: /^(?:AWS::SageMaker::|aws_sagemaker_)/,
        path: /(?:^|\.)(?:EnableRemoteDebug|enable_remote_debug)$/,
        unsafe: /^true$/i,
        message: SHELL,
        safe: 'false',
      },
      { type: /^azureml:/, path: /(?:^|\.)ssh_public_access_enabled$/, unsafe: /^true$/i, message: SSH, safe: 'false' },
      {
        type: /^azurerm_machine_learning_/,
        path: /(?:^|\.)ssh_public_access_enabled$/,
        unsafe: /^true$/,
        message: SSH,
        safe: 'false',
      },
    ],
    [
      {
        callees: ['**.run', '**.submit', '**.fit', '**.CustomJob', '**.from_local_script'],
        argument: 'enable_web_access',
        unsafe: true,
        message: SHELL,
        safe: 'False',
      },
      { callees: ['sagemaker.**'], argument: 'enable_remote_debug', unsafe: true, message: SHELL, safe: 'False' },
      { callees: ['azure.ai.ml.**'], argument: 'ssh_public_access_enabled', unsafe: true, message: SSH, safe: 'False' },
    ],
  ),
});

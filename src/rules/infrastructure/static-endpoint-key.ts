import { defineRule } from '../../core/rule';
import { listenToSettings } from './settings/unsafe-settings';

const MESSAGE = 'One key that never expires opens this endpoint for whoever has it.';

export default defineRule({
  id: 'static-endpoint-key',
  severity: 'info',
  category: 'infrastructure',
  title: 'Endpoint with a static key',
  cwe: 1390,
  docs: {
    what: 'An online endpoint of Azure ML is written with `auth_mode: key`, in YAML or in a call of the SDK.',
    why: 'The key does not expire and says nothing of who uses it. Once it is in a notebook, a log or a client, anyone who sees it uses the model.',
    fix: 'Use `aad_token`, so that callers authenticate as themselves with roles that can be taken away, or `aml_token`, which expires. Clients have to change with it. The quick fix changes the value.',
    references: ['https://learn.microsoft.com/en-us/azure/machine-learning/concept-endpoints-online-auth'],
  },
  listen: listenToSettings(
    [
      {
        type: /^azureml:managedonlineendpoint$|^azureml:kubernetesonlineendpoint$/,
        path: /^auth_mode$/,
        unsafe: /^key$/,
        message: MESSAGE,
        safe: 'aad_token',
      },
    ],
    [{ callees: ['azure.ai.ml.**'], argument: 'auth_mode', unsafe: /^key$/, message: MESSAGE }],
  ),
});

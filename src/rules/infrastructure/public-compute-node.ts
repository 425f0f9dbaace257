import { defineRule } from '../../core/rule';
import { listenToSettings } from './settings/unsafe-settings';

const MESSAGE = 'This machine gets an address of its own on the internet.';

export default defineRule({
  id: 'public-compute-node',
  severity: 'info',
  category: 'infrastructure',
  title: 'Compute with a public address',
  cwe: 668,
  docs: {
    what: 'Compute for training gets a public address in writing: `enable_node_public_ip: true` of Azure ML compute (YAML or SDK), `no_public_ip = false` of a Vertex AI Workbench. Where nothing is written, nothing is reported, although Azure’s default is the same.',
    why: 'Every port that a process on it opens, a debugger or a dashboard among them, can be found from the internet.',
    fix: 'Switch it off and give the workspace a private link, or the subnet a NAT gateway. The quick fix changes the value.',
    references: ['https://learn.microsoft.com/en-us/azure/machine-learning/how-to-secure-training-vnet'],
  },
  listen: listenToSettings(
    [
      {
        type: /^azureml:(?:amlcompute|computeinstance|compute)$/,
        path: /(?:^|\.)enable_node_public_ip$/,
        unsafe: /^true$/i,
        message: MESSAGE,
        safe: 'false',
      },
      {
        type: /^azurerm_machine_learning_compute_/,
        path: /(?:^|\.)node_public_ip_enabled$/,
        unsafe: /^true$/,
        message: MESSAGE,
        safe: 'false',
      },
      {
        type: /^google_(?:notebooks_instance|workbench_instance)$/,
        path: /(?:^|\.)(?:no_public_ip|disable_public_ip)$/,
        unsafe: /^false$/,
        message: MESSAGE,
        safe: 'true',
      },
    ],
    [{ callees: ['azure.ai.ml.**'], argument: 'enable_node_public_ip', unsafe: true, message: MESSAGE, safe: 'False' }],
  ),
});

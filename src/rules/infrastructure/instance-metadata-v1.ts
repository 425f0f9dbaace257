import { defineRule } from '../../core/rule';
import { listenToSettings } from './settings/unsafe-settings';

const MESSAGE = 'A request that code here is made to send reads the credentials of the machine.';

export default defineRule({
  id: 'instance-metadata-v1',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Instance metadata without a session token',
  cwe: 918,
  docs: {
    what: 'Version 1 of the instance metadata service of AWS is allowed in writing: `HttpTokens: optional`, `http_tokens = "optional"`, `MinimumInstanceMetadataServiceVersion: "1"` of a SageMaker notebook instance.',
    why: 'With version 1, one GET request to 169.254.169.254, which a server-side request forgery or a hostile data loader can be made to send, answers with the credentials of the role of the instance.',
    fix: 'Require session tokens (`required`, version `2`). Where containers need the metadata, set a hop limit of 2. The quick fix changes the value.',
    references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html'],
  },
  listen: listenToSettings(
    [
      {
        type: /^(?:AWS::EC2::|AWS::AutoScaling::|aws_(?:instance|launch_template|launch_configuration)$)/,
        path: /(?:^|\.)(?:MetadataOptions\.HttpTokens|metadata_options\.http_tokens)$/,
        unsafe: /^optional$/,
        message: MESSAGE,
        safe: 'required',
      },
      {
        type: /^(?:AWS::SageMaker::NotebookInstance|aws_sagemaker_notebook_instance)$/,
        path: /(?:MinimumInstanceMetadataServiceVersion|minimum_instance_metadata_service_version)$/,
        unsafe: /^1$/,
        message: MESSAGE,
        safe: '2',
      },
    ],
    [],
  ),
});

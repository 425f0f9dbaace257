import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

/** What reaches out, or needs rights of the machine. */
const WEIGHTY = /\b(?:curl|wget|sudo|pip3?|npm|npx|docker|bash|sh|python3?|powershell|Invoke-WebRequest)\b/;

export default defineRule({
  id: 'host-command-in-devcontainer',
  severity: 'info',
  category: 'infrastructure',
  title: 'Command of a development container on the host',
  cwe: 829,
  docs: {
    what: '`initializeCommand` of a devcontainer.json, which runs on the machine of whoever opens the folder and not in the container, downloads something, installs something, or runs a script or with `sudo`. Commands that make a file or folder are not reported.',
    why: 'Opening the repository in a container is meant to keep its code off the machine; this command runs there with the permissions of the user.',
    fix: 'Move it to `onCreateCommand` or `postCreateCommand`, which run in the container.',
    references: ['https://containers.dev/implementors/json_reference/#lifecycle-scripts'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ format, settings }: InfrastructureFacts, context: Context): void {
  if (format !== 'devcontainer') return;
  const command = settings.find(({ path, value }) => /^initializeCommand(?:\.|$)/.test(path) && WEIGHTY.test(value));
  if (command)
    context.report({ range: command.range, message: 'This runs on the machine itself when the folder is opened.' });
}

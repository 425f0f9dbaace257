import type { InfrastructureFacts, OpenPortFact } from '../../core/infrastructure-facts';
import { listenToShell } from '../../analysis/commands/listening';
import { openedByStep, serverOnPorts } from '../../analysis/infrastructure/open-ports';
import { defineRule, type Context } from '../../core/rule';

export default defineRule({
  id: 'open-ingress',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Firewall that lets everyone in',
  cwe: 284,
  atlas: ['AML.T0049'],
  docs: {
    what: 'A security group or firewall rule (Terraform, CloudFormation, `aws ec2 authorize-security-group-ingress`, `gcloud compute firewall-rules create`, `az network nsg rule create`) lets `0.0.0.0/0` or `::/0` in to SSH, remote desktop, or a port of a notebook, a dashboard, a tracker or a model server (22, 3389, 5000, 6006, 6379, 7860, 8000, 8080, 8265, 8786, 8888, 10001, 11434), or to all ports. Ports 80 and 443, outgoing rules and UDP are not reported. A command that a person runs is information.',
    why: 'Scanners try every address within hours. Most of these servers ask nobody who they are, and Ray and Jupyter run code for whoever reaches them.',
    fix: 'Name the networks that need it, in a variable; reach the rest through a VPN, SSM Session Manager, Identity-Aware Proxy or an SSH tunnel.',
    references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  },
  listen: {
    documents: { infrastructure: { check } },
    ...listenToShell((step, context) => {
      // A command that opens several ports is one decision.
      openedByStep(step).some((open) => report(open, context, 'info'));
    }),
  },
});

function check({ openPorts }: InfrastructureFacts, context: Context): void {
  const told = new Set<number>();
  for (const open of openPorts) {
    // One list of networks opens what it opens.
    if (told.has(open.range.start)) continue;
    if (report(open, context, 'warning')) told.add(open.range.start);
  }
}

function report(open: OpenPortFact, context: Context, severity: 'warning' | 'info'): boolean {
  const what = serverOnPorts(open);
  if (what === null) return false;
  context.report({ range: open.range, severity, message: `The whole internet reaches ${what} here.` });
  return true;
}

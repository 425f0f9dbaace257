import type { CommandFact } from '../../core/command-facts';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type CommandContext, type Context } from '../../core/rule';

export default defineRule({
  id: 'untrusted-registry',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Image from a registry that is not trusted',
  cwe: 829,
  atlas: ['AML.T0010.004'],
  docs: {
    what: 'An image comes from none of the registries and paths in `[infrastructure] trusted-registries`: in a pod of any resource, a compose file, a batch script of Slurm, or `FROM` in a Dockerfile. Silent while that list is empty. Images that a variable or a template names, and stages of the same file, are not judged.',
    why: 'The organisation decided which registries are mirrored and scanned. Any other image brings code that nobody has looked at, with the rights of the job.',
    fix: 'Mirror the image, or have the registry approved and add it to the list. Images of Docker Hub are below `docker.io`.',
    references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  },
  listen: { documents: { infrastructure: { check } }, commands: { check: checkCommand } },
});

function check({ workloads }: InfrastructureFacts, context: Context): void {
  const told = new Set<string>();
  for (const { containers } of workloads)
    for (const { image } of containers)
      if (image !== null && image.text !== null && !told.has(image.text)) {
        told.add(image.text);
        judge(image.text, image.range, context);
      }
}

function checkCommand(command: CommandFact, context: CommandContext): void {
  const { kind, name, body, bodyRange, range } = command;
  const written = kind === 'instruction' && name === 'from' ? /^[^\s#]+/.exec(body)?.[0] : undefined;
  if (written === undefined || context.policy.trustedRegistries.length === 0) return;
  const isStage = context.facts.commands.some(
    (other) =>
      other.kind === 'instruction' &&
      other.name === 'from' &&
      other.range.start < range.start &&
      / as (\S+)/i.exec(other.body)?.[1]?.toLowerCase() === written.toLowerCase(),
  );
  if (written === 'scratch' || isStage) return;
  judge(written, rangeOf(bodyRange.start, bodyRange.start + written.length), context);
}

function judge(image: string, range: Range, context: Context): void {
  const { trustedRegistries } = context.policy;
  if (trustedRegistries.length === 0 || /[$<>{}\s]/.test(image)) return;
  const path = registryPathOf(image);
  if (trustedRegistries.some((trusted) => isBelow(path, trusted))) return;
  context.report({ range, message: 'This image comes from a registry that the policy does not trust.' });
}

/** `pytorch/pytorch:2.4` is `docker.io/pytorch/pytorch`. Source: distribution/reference, normalized names. */
function registryPathOf(image: string): string {
  const bare = image
    .replace(/^docker:\/\//, '')
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '');
  const [first = '', ...rest] = bare.split('/');
  if (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')) return bare.toLowerCase();
  return `docker.io/${rest.length === 0 ? `library/${bare}` : bare}`.toLowerCase();
}

const isBelow = (path: string, trusted: string): boolean => {
  const plain = trusted.toLowerCase().replace(/\/+$/, '');
  return path === plain || path.startsWith(`${plain}/`);
};

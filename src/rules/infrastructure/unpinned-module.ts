import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { childOf } from '../../core/tree';

export default defineRule({
  id: 'unpinned-module',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Module at a state that moves',
  cwe: 1357,
  docs: {
    what: 'A module of Terraform comes from a git repository without `ref`, or with a branch (a warning), or from a registry without `version` (information). Local modules, modules by tag or commit, and registry modules with a version are not reported; a registry needs no hash.',
    why: 'The module is run with the rights of whoever applies it, which are mostly those over the whole account; the next `init` takes what its owner last made of it.',
    fix: 'Add `?ref=` with a tag or commit, or `version = "~> 5.0"`.',
    references: ['https://developer.hashicorp.com/terraform/language/modules/sources#selecting-a-revision'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ settings }: InfrastructureFacts, context: Context): void {
  for (const { type, path, value, valueRange, resource } of settings) {
    if (type !== 'module' || path !== 'source') continue;
    if (isGit(value)) {
      const reference = /[?&]ref=([^&]+)/.exec(value)?.[1];
      if (reference === undefined || /^(?:main|master|develop|HEAD)$/.test(reference))
        context.report({ range: valueRange, message: 'This module is whatever its repository has on the next init.' });
    } else if (isRegistry(value) && childOf(resource ?? undefined, 'version') === undefined)
      context.report({
        range: valueRange,
        severity: 'info',
        message: 'This module has no version: the next init may take another one.',
      });
  }
}

const isGit = (source: string): boolean =>
  /^(?:git::|git@|(?:https:\/\/)?github\.com\/|(?:https:\/\/)?bitbucket\.org\/)/.test(source) &&
  !/\.(?:zip|tar\.gz|tgz)(?:\?|$)/.test(source);

/** `terraform-aws-modules/eks/aws`, `app.terraform.io/organisation/eks/aws`, either with `//folder`. */
const isRegistry = (source: string): boolean =>
  /^(?:[\w.-]+\.[a-z]{2,}\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/.test(source);

import { defineRule, type RequirementsContext } from '../../core/rule';
import type { Requirement } from '../../core/requirement-facts';
import { reportStatus } from './indexes/project-status';

export default defineRule({
  id: 'deprecated-package',
  severity: 'info',
  category: 'requirements',
  title: 'Deprecated package',
  cwe: 1104,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A requirement names a project that its maintainers say should not be used any more (PEP 792). This is checked only by `touchstone scan --online`, which asks the index that the requirement is taken from, and tells it the name. Packages from a repository, a URL or a folder are not checked.',
    why: 'The maintainers know why: something else took its place, or it is no longer safe to use. Fixes come late or not at all.',
    fix: 'Use what the reason in the message or the page of the project names instead. There is no quick fix, because another package behaves differently.',
    references: [
      'https://peps.python.org/pep-0792/',
      'https://packaging.python.org/en/latest/specifications/project-status-markers/',
    ],
  },
  listen: { requirements: { check } },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  reportStatus('deprecated', 'is deprecated by its maintainers', requirement, context);
}

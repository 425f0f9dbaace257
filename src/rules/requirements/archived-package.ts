import { defineRule, type RequirementsContext } from '../../core/rule';
import type { Requirement } from '../../core/requirement-facts';
import { reportStatus } from './indexes/project-status';

export default defineRule({
  id: 'archived-package',
  severity: 'info',
  category: 'requirements',
  title: 'Archived package',
  cwe: 1104,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A requirement names a project that its maintainers have archived (PEP 792): no release is to come. This is checked only by `touchstone scan --online`, which asks the index that the requirement is taken from, and tells it the name. Packages from a repository, a URL or a folder are not checked.',
    why: 'Vulnerabilities that are found from now on stay. A name that nobody looks after is also a target of those who take over accounts.',
    fix: 'Look for a maintained replacement when you are here; the page of the project may name one. There is no quick fix, because another package behaves differently.',
    references: [
      'https://peps.python.org/pep-0792/',
      'https://packaging.python.org/en/latest/specifications/project-status-markers/',
    ],
  },
  listen: { requirements: { check } },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  reportStatus('archived', 'is archived: no more fixes will come', requirement, context);
}

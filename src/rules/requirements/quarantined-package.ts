import { defineRule, type RequirementsContext } from '../../core/rule';
import type { Requirement } from '../../core/requirement-facts';
import { reportStatus } from './indexes/project-status';

export default defineRule({
  id: 'quarantined-package',
  severity: 'error',
  category: 'requirements',
  title: 'Quarantined package',
  cwe: 506,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A requirement names a project that its index has put into quarantine (PEP 792): it offers no files of it, because they may do harm. This is checked only by `touchstone scan --online`, which asks the index that the requirement is taken from, and tells it the name. Packages from a repository, a URL or a folder are not checked.',
    why: 'An index quarantines what was reported as malicious until its staff have looked at it. A machine that installed the package earlier may have run its code, with the keys and data of whoever installed it; an install from a cache or a mirror still runs it.',
    fix: 'Do not install it, and read the report of the index. If it was installed anywhere, treat that machine as broken into until the quarantine is lifted. There is no quick fix, because only you know which package was meant.',
    references: [
      'https://peps.python.org/pep-0792/',
      'https://packaging.python.org/en/latest/specifications/project-status-markers/',
    ],
  },
  listen: { requirements: { check } },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  reportStatus('quarantined', 'is quarantined by its index: it may be malicious', requirement, context);
}

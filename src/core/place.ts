import type { Severity } from './finding';

/** What kind of code a path is. Tests load what they like, documentation and examples show what the reader will change. */
export type CodePlace = 'product' | 'tests' | 'documentation' | 'examples';

const TESTS =
  /(?:^|\/)(?:tests?|testing|test_utils|unittests?|integration_tests?|e2e)\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|conftest|testing_utils)\.(?:py|pyi|ipynb)$/i;
const DOCUMENTATION = /(?:^|\/)(?:docs?|documentation|tutorials?)\//i;
const EXAMPLES = /(?:^|\/)(?:examples?|demos?|samples?|cookbooks?|benchmarks?|recipes)\//i;

/** The kind of code at a path that is relative to its project's root. */
export function codePlaceOf(path: string): CodePlace {
  if (TESTS.test(path)) return 'tests';
  if (DOCUMENTATION.test(path)) return 'documentation';
  return EXAMPLES.test(path) ? 'examples' : 'product';
}

/** How a finding counts there: in documentation and examples one step less, in tests never more than an information. */
export function calmed(severity: Severity, place: CodePlace): Severity {
  switch (place) {
    case 'product':
      return severity;
    case 'tests':
      return severity === 'error' ? 'info' : 'hint';
    default:
      return severity === 'error' ? 'warning' : severity === 'warning' ? 'info' : 'hint';
  }
}

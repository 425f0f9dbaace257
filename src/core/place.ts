import type { Severity } from './finding';

/** What kind of code a path is. Tests load what they like, documentation and examples show what the reader will change, and what others wrote is copied in as it is. */
export type CodePlace = 'product' | 'tests' | 'documentation' | 'examples' | 'vendored';

const TESTS =
  /(?:^|\/)(?:tests?|testing|test_utils|unittests?|integration_tests?|e2e)\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|conftest|testing_utils)\.(?:py|pyi|ipynb)$/i;
const DOCUMENTATION = /(?:^|\/)(?:docs?|documentation|tutorials?)\//i;
const EXAMPLES = /(?:^|\/)(?:examples?|demos?|samples?|cookbooks?|benchmarks?|recipes)\//i;
/** Copies of libraries inside a package, as pip and setuptools keep them. */
const VENDORED = /(?:^|\/)(?:_vendor|_vendored(?:_packages)?|vendored|_vendor_packages)\//i;

/** The kind of code at a path that is relative to its project's root. */
export function codePlaceOf(path: string): CodePlace {
  if (TESTS.test(path)) return 'tests';
  if (DOCUMENTATION.test(path)) return 'documentation';
  if (EXAMPLES.test(path)) return 'examples';
  return VENDORED.test(path) ? 'vendored' : 'product';
}

/** How a finding counts there: in documentation, examples and copies of libraries one step less, in tests never more than an information. */
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

/** Where the documentation is published. The only address of the product itself in the source. */
const DOCUMENTATION = 'https://github.com/touchstone-ml/touchstone/blob';

/** The page of a rule, as of the version that reports it, so that an old release keeps its own pages. */
export const rulePage = (rule: string, version: string): string => `${DOCUMENTATION}/v${version}/docs/rules/${rule}.md`;

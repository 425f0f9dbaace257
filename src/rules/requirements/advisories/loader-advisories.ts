import { FRAMEWORK_ADVISORIES } from './framework-advisories';
import { LIBRARY_ADVISORIES } from './library-advisories';
import type { LoaderAdvisory } from './loader-advisory';

/**
 * Advisories about loading, by library; within a library the worst first, since a message names one. Only rows whose fixed version is
 * in an advisory, or was seen in the release's own code. What an index of advisories says of a version goes before this table.
 */
export const LOADER_ADVISORIES: readonly LoaderAdvisory[] = [...FRAMEWORK_ADVISORIES, ...LIBRARY_ADVISORIES];

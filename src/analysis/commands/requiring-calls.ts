import type { PythonFacts } from '../../core/python-facts';
import { declaringCallsOf } from './declaring-calls';
import { installCallsOf, type InstallCall } from './install-calls';

/** All requirements in a program: what it installs, and what it declares for others to install. */
export const requiringCallsOf = (facts: PythonFacts, path: string): readonly InstallCall[] => [
  ...installCallsOf(facts, path),
  ...declaringCallsOf(facts, path),
];

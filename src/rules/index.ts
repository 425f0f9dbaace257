import type { Rule } from '../core/rule';

/** All rules, in the order of their ids. */
export const RULES: readonly Rule[] = [];

import type { Transfer } from './flow';

/** What an expression stands for, and nothing that it is made of: through names, functions and either side of a choice. */
export const SAME_VALUE: Transfer = {
  callbacks: false,
  call: () => [],
  attribute: () => [],
  parts({ kind, parts }) {
    if (kind === 'conditional' && parts.length === 3) return [parts[0]!, parts[2]!];
    return kind === 'choice' || kind === 'named' ? parts : [];
  },
};

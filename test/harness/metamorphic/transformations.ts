import { ONE_A_LINE, ON_ONE_LINE } from './brackets';
import { COMMENTS_IN_BRACKETS, COMMENTS_ON_LINES } from './comments';
import { BACKSLASHES, BLANK_LINES, NO_BLANK_LINES } from './lines';
import { PARENTHESES, PARENTHESISED_RECEIVERS } from './parentheses';
import type { ProgramReader } from './program';
import { RENAMING } from './renaming';
import { rewrapped } from './rewrapping';
import { SEMICOLONS, SUITES_ON_HEADERS } from './statements';
import { together } from './together';
import type { Transformation } from './variant';

/** All ways to write a program in another way. */
export const transformationsWith = (read: ProgramReader): readonly Transformation[] => [
  rewrapped(60, false, read),
  rewrapped(88, false, read),
  rewrapped(88, true, read),
  rewrapped(200, true, read),
  ONE_A_LINE,
  ON_ONE_LINE,
  PARENTHESES,
  PARENTHESISED_RECEIVERS,
  COMMENTS_IN_BRACKETS,
  COMMENTS_ON_LINES,
  SEMICOLONS,
  SUITES_ON_HEADERS,
  BLANK_LINES,
  NO_BLANK_LINES,
  BACKSLASHES,
  RENAMING,
  together('brackets, lines and names', [RENAMING, PARENTHESES, ONE_A_LINE, COMMENTS_IN_BRACKETS], read),
  together('joined and bracketed', [PARENTHESISED_RECEIVERS, PARENTHESES, SUITES_ON_HEADERS, SEMICOLONS], read),
];

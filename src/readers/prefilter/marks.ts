/**
 * Strings of which one stands in every program that a reader has more to do with than to look for what rules wait for. They are looked
 * for in the same pass over the text; whether there is more to do then, the reader finds out. In lower case; case does not count.
 */
export const MARKS = {
  /** A notebook in another form (`isCellScript`). */
  cells: ['databricks notebook source', '%%', 'jupyter:', '# +'],
  /** A program that says what a project requires (`declares`). */
  requirements: ['_require', 'nox.session'],
  /** A script that says what it requires (`hasScriptHeader`). */
  header: ['# /// script'],
} as const;

export type Mark = keyof typeof MARKS;

/** By the string, which mark it is. */
export const MARK_OF: ReadonlyMap<string, Mark> = new Map(
  (Object.keys(MARKS) as Mark[]).flatMap((mark) => MARKS[mark].map((string) => [string, mark] as const)),
);

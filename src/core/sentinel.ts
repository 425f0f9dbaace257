/** Texts that stand for no value: what a variable has that nobody has set, and what a library takes for "not given". */
const SENTINELS: ReadonlySet<string> = new Set(['', '0', '-1', 'none', 'null', 'nil', 'n/a', 'undefined', 'default']);

/** Whether a text only says that there is nothing: a sentence that quotes it tells nobody anything. */
export const isSentinel = (text: string): boolean => SENTINELS.has(text.trim().toLowerCase());

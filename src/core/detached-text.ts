/** A copy, for what is kept long: a text that was cut out of another keeps all of that one in memory. */
export const detached = (text: string): string => ` ${text}`.slice(1);

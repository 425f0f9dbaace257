/** UTF-16 units of a text below which it is no key, see redaction.ts: nearly every name and version. A test holds the two together. */
const SHORTEST_KEY = 16;

/** Whether a text is too short for a key and no address, so that nothing in it need be hidden. */
export const isTooShortForKey = (text: string): boolean => text.length < SHORTEST_KEY && !text.includes('://');

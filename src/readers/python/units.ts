/** What an ASCII unit is to those who read Python without parsing it; most are nothing. */
export const LINE_BREAK = 1;
export const COMMENT = 2;
export const QUOTE = 3;
export const OPENING = 4;
export const CLOSING = 5;
export const BACKSLASH = 6;
export const EQUALS = 7;
/** Behind one on the same line another statement may stand. */
export const SEPARATOR = 8;

/** The roles by unit; 0 for none. */
export const ROLES = new Uint8Array(128);
for (const [units, role] of [
  ['\n', LINE_BREAK],
  ['#', COMMENT],
  ['"\'', QUOTE],
  ['([{', OPENING],
  [')]}', CLOSING],
  ['\\', BACKSLASH],
  ['=', EQUALS],
  [':;', SEPARATOR],
] as const)
  for (const unit of units) ROLES[unit.charCodeAt(0)] = role;

/** The role of a unit; 0 for none. */
export const roleOf = (code: number): number => (code < 128 ? ROLES[code]! : 0);

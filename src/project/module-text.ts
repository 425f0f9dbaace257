// Whether a module is worth a look at its syntax: most imported names are functions and classes, and are told by the text alone.

export function mayGiveValue(text: string, members: readonly string[]): boolean {
  const name = members[0]!;
  if (name.endsWith('()')) return text.includes('add_argument') && text.includes(`def ${name.slice(0, -2)}`);
  if (!text.includes(name)) return text.includes('import *');
  if (isAssigned(text, name)) return true;
  return !isDefined(text, members.length > 1 ? 'def' : 'def|class', name);
}

export function mayHandOn(text: string, [name]: readonly string[]): boolean {
  return text.includes(name!) && (isAssigned(text, name!) || !isDefined(text, 'def|class', name!));
}

const ASSIGNS = /[ \t]*[:=]/y;
/** More than this before a name in its line, and it is none that is looked for. */
const MOST_BEFORE = 40;
const DEFINES = /^(?:async[ \t]+)?(def|class)[ \t]+$/;

/** Whether a line of the module's level gives a name a value. */
export function isAssigned(text: string, name: string): boolean {
  return isThere(text, name, (before, end) => {
    ASSIGNS.lastIndex = end;
    return before === '' && ASSIGNS.test(text);
  });
}

/** Whether a line of the module's level makes a function or class of the name. */
export const isDefined = (text: string, kinds: 'def' | 'def|class', name: string): boolean =>
  isThere(text, name, (before, end) => {
    const kind = DEFINES.exec(before)?.[1];
    return kind !== undefined && kinds.includes(kind) && !/^[\w\u0080-\uffff]/.test(text.charAt(end));
  });

/** Tells of a name wherever it stands what stands before it in the line, and where it ends. */
function isThere(text: string, name: string, test: (before: string, end: number) => boolean): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    let start = at;
    while (
      start > 0 &&
      at - start < MOST_BEFORE &&
      text.charCodeAt(start - 1) !== 10 &&
      text.charCodeAt(start - 1) !== 13
    )
      start--;
    if (at - start < MOST_BEFORE && test(text.slice(start, at), at + name.length)) return true;
  }
  return false;
}

/** Whether a name may be imported into a module. */
export const isBroughtIn = (text: string, name: string): boolean => text.includes('import') && text.includes(name);

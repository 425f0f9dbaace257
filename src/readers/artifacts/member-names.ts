/** Whether unpacking a member of this name would write outside of the folder that it is unpacked to, on any system. */
export function leadsOutside(name: string): boolean {
  const parts = name.split(/[\\/]/);
  return parts.includes('..') || /^[\\/]/.test(name) || /^[A-Za-z]:/.test(name) || name.includes('\0');
}

/** Where a link in an archive leads, from the folder of the member. */
export function linkLeadsOutside(member: string, target: string): boolean {
  if (/^[\\/]/.test(target) || /^[A-Za-z]:/.test(target)) return true;
  const way = member.split('/').slice(0, -1);
  for (const part of target.split(/[\\/]/)) {
    if (part === '..') {
      if (way.length === 0) return true;
      way.pop();
    } else if (part !== '.' && part !== '') way.push(part);
  }
  return false;
}

/** The last part of a name, in lower case. */
export const baseName = (name: string): string => (name.split(/[\\/!]/).at(-1) ?? name).toLowerCase();

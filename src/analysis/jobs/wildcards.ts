/** Names are compared without regard to case; `*` stands for any letters, `?` for one. */
export const fits = (globs: readonly string[], name: string): boolean =>
  globs.some((glob) => fitsOne(glob.toLowerCase(), name.toLowerCase()));

/** Takes each star for as little as it can be, and more when what follows does not fit: never longer than both lengths multiplied. */
function fitsOne(glob: string, name: string): boolean {
  let [at, star, from] = [0, -1, 0];
  for (let i = 0; i < name.length;) {
    if (glob[at] === '?' || (glob[at] === name[i] && glob[at] !== '*')) {
      at++;
      i++;
    } else if (glob[at] === '*') {
      star = at++;
      from = i;
    } else if (star >= 0) {
      at = star + 1;
      i = ++from;
    } else return false;
  }
  return /^\**$/.test(glob.slice(at));
}

import type { LocatedFinding, LocatedFix } from '../core/finding';

/** Whether a fix writes a decision into the configuration (whom to trust): that is the user's, whatever was asked for. */
export const decides = (fix: LocatedFix, document: string): boolean =>
  fix.edits.some((edit) => edit.path !== document && /(?:^|\/)(?:touchstone|pyproject)\.toml$/.test(edit.path));

/** What the command line would apply: the first safe fix; with `unsafe` also the first other one that decides nothing. */
export const fixToApply = ({ path, fixes }: LocatedFinding, unsafe: boolean): LocatedFix | null =>
  fixes.find(({ safety }) => safety === 'safe') ??
  (unsafe ? fixes.find((fix) => !decides(fix, path)) : undefined) ??
  null;

/** What options would mend of the findings, as a sentence with a blank before it; empty where nothing can be. */
export function fixableSentence(findings: readonly LocatedFinding[]): string {
  const safe = findings.filter((finding) => fixToApply(finding, false)).length;
  const more = findings.filter((finding) => fixToApply(finding, true)).length - safe;
  if (safe === 0) return more === 0 ? '' : ` ${more} can be fixed with --unsafe-fixes.`;
  return ` ${safe} can be fixed with --fix${more === 0 ? '' : `, ${more} more with --unsafe-fixes`}.`;
}

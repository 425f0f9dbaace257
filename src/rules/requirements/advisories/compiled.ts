import type { RequirementsFacts } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { fileText } from '../../../project/questions/file-text';
import { parseRequirements } from '../../../readers/requirements/requirements';
import type { KnownVersion } from './known-version';

/** Whether the version is in the file that was compiled from this one, where it is told of. */
export const isCompiledInto = ({ lock }: KnownVersion, { path }: RequirementsFacts): boolean =>
  path.endsWith('.in') && lock === `${path.slice(path.lastIndexOf('/') + 1, -3)}.txt`;

/** Whether the project asks for a package itself: not where it only stands in a file that was compiled from another one. */
export function isDirect(name: string, { facts, project }: RequirementsContext): boolean {
  if (facts.form !== 'file' || !facts.path.endsWith('.txt')) return true;
  const source = `${facts.path.slice(0, -4)}.in`;
  const text = project.ask(fileText, source);
  return (
    text == null ||
    parseRequirements(text, source).entries.some(
      (entry) => entry.kind === 'requirement' && entry.normalizedName === name,
    )
  );
}

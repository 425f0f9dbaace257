import type { IndexAnswer } from '../../../core/package-index';
import type { Requirement, RequirementsFacts } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import { indexedPackage } from '../../../project/questions/indexed-package';
import { unnamed } from './index-options';

const MAIN: ReadonlySet<string> = new Set(['--index-url', '--default-index']);
const OTHERS: ReadonlySet<string> = new Set(['--extra-index-url', '--index']);

/**
 * The indexes that a requirement is taken from, in the form of `indexedPackage`; null where it is from none, or where nobody knows
 * which: a name is not told to an index that it is not for.
 */
export function indexesFor(requirement: Requirement, facts: RequirementsFacts): string | null {
  const { normalizedName, reference, source } = requirement;
  if (normalizedName === null || reference !== null || source?.reference) return null;
  if (facts.installer === 'conda' || facts.installer === 'pixi') return null;
  const options = facts.entries.filter((entry) => entry.kind === 'option');
  if (options.some(({ name }) => name === '--no-index')) return null;
  const written = (names: ReadonlySet<string>): readonly string[] =>
    options.flatMap(({ name, value, label }) => (names.has(name) && value !== null ? [lineOf(value, label)] : []));
  const labelled = options.find(
    ({ value }) => value !== null && source?.index != null && unnamed(value) === source.index,
  );
  const lines =
    source?.index != null ? [lineOf(source.index, labelled?.label)] : [written(MAIN).at(-1) ?? '', ...written(OTHERS)];
  return lines.every((line) => line === '' || /^https?:\/\/[^\s$%{}\\]+(?:\t[\w.-]+)?$/.test(line))
    ? lines.join('\n')
    : null;
}

/** Root and name of an index; uv writes the name before it. */
function lineOf(value: string, label: string | undefined): string {
  const root = unnamed(value);
  const name = label ?? value.slice(0, value.length - root.length).replace(/=$/, '');
  return name === '' || !/^[\w.-]{1,100}$/.test(name) ? root : `${root}\t${name}`;
}

/** What the indexes say of a requirement's project; null where they were not asked, or did not answer. */
export function indexAnswer(requirement: Requirement, { facts, project }: RequirementsContext): IndexAnswer | null {
  const indexes = indexesFor(requirement, facts);
  const answer = indexes === null ? null : project.ask(indexedPackage, requirement.normalizedName!, indexes);
  return answer?.checked ? answer : null;
}

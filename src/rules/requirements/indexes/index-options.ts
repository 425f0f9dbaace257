import type { RequirementsFacts } from '../../../core/requirement-facts';

/** What the options of one file or command say together about indexes. */
export interface IndexOptions {
  readonly main: string | null;
  readonly unsafeStrategy: boolean;
  /** Nothing but what is listed can be installed: no index is asked, or every file is checked by its hash. */
  readonly closed: boolean;
}

/** The options of the file or command. Made once: every one of them asks. */
export function indexOptionsOf(facts: RequirementsFacts): IndexOptions {
  let options = known.get(facts);
  if (options === undefined) {
    const values = new Map<string, string | null>();
    for (const entry of facts.entries)
      if (entry.kind === 'option' && !values.has(entry.name)) values.set(entry.name, entry.value);
    const requirements = facts.entries.filter((entry) => entry.kind === 'requirement');
    const hashed = requirements.length > 0 && requirements.every((requirement) => requirement.hashes.length > 0);
    options = {
      main: values.get('--index-url') ?? values.get('--default-index') ?? null,
      unsafeStrategy: values.get('--index-strategy')?.startsWith('unsafe') === true,
      closed: hashed || values.has('--no-index') || values.has('--require-hashes'),
    };
    known.set(facts, options);
  }
  return options;
}

const known = new WeakMap<RequirementsFacts, IndexOptions>();

/** The address of an index without its name: uv writes a named one as name=url. */
export const unnamed = (value: string): string => value.slice(nameLengthOf(value));

/** How many units of a value are the name of the index and its `=`. */
export const nameLengthOf = (value: string): number => /^[A-Za-z0-9_.-]+=(?=[a-z]+:\/\/)/.exec(value)?.[0].length ?? 0;

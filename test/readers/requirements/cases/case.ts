/**
 * Lines of requirements files and what is in them, from pip's documentation, PEP 440 and PEP 508.
 * A case is the text and, after it, one description for each entry: `name [extras] specifiers @ kind url rev revision ; marker
 * algorithm:hash --option value`, `$` when an environment variable is in it, `?` for a name that is not known.
 */
export type Case = readonly [text: string, ...entries: string[]];

/** Cases by what they are about. */
export type Cases = Readonly<Record<string, readonly Case[]>>;

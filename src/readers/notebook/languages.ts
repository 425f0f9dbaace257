/** Languages whose code cells are Python, by the names that kernels, exports and editors give them. */
const PYTHON = /^(?:i?python|xpython|pypy|pyspark|sparkpython)(?:[-_ ]?\d[\d.]*)?(?:[-_ ]?kernel)?$/i;

/** What kernels are called where nothing names their language: jupyter-client's kernel specifications. */
const KERNELS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ir|irkernel|xr|sparkrkernel)$/i, 'r'],
  [/^(?:x?julia)[-\d.]*$/i, 'julia'],
  [/^(?:spark|scala|almond|apache_toree_scala|spylon-kernel|sparkkernel)[-\d.]*$/i, 'scala'],
  [/^(?:bash|zsh|calysto_bash)$/i, 'bash'],
  [/^(?:\.net-)?(?:csharp|fsharp|powershell)$/i, 'dotnet'],
  [/^(?:javascript|typescript|deno|tslab|jslab|ijavascript)$/i, 'javascript'],
  [/^(?:xsqlite|xsql|sql|sqlkernel)$/i, 'sql'],
];

/** A language by any of its names, in lower case; `python` for all that run Python. */
export function languageNamed(name: string): string {
  return PYTHON.test(name.trim()) ? 'python' : name.trim().toLowerCase();
}

/** The language of a notebook's code cells by its metadata (nbformat 4): the kernel's own word, then the kernel specification. Python where nothing says. */
export function languageOfNotebook(metadata: unknown): string {
  const language = textAt(metadata, 'language_info', 'name') ?? textAt(metadata, 'kernelspec', 'language');
  if (language !== undefined) return languageNamed(language);
  const kernel = textAt(metadata, 'kernelspec', 'name');
  const known = kernel === undefined ? undefined : KERNELS.find(([pattern]) => pattern.test(kernel));
  return known?.[1] ?? 'python';
}

/** Where editors and services write the language of one cell into its metadata. */
const OWN: readonly (readonly [string, string])[] = [
  ['vscode', 'languageId'],
  ['dotnet_interactive', 'language'],
  ['polyglot_notebook', 'kernelName'],
  ['microsoft', 'language'],
];

/** The language that the metadata of one cell names; null where it is the notebook's. */
export function languageOfCell(metadata: unknown): string | null {
  for (const [editor, key] of OWN) {
    const name = textAt(metadata, editor, key);
    if (name !== undefined) return languageNamed(name);
  }
  return textAt(metadata, 'deepnote_cell_type') === 'sql' ? 'sql' : null;
}

/** Languages in which nothing runs, whatever the kernel is. */
const PLAIN = /^(?:plaintext|raw|markdown|text|html|latex)$/;

/** `%python`, `%%pyspark`: the cell is Python in a notebook of another language (Databricks, Zeppelin, sparkmagic). */
const SWITCH = /^\s{0,200}%%?(?:python3?|pyspark|spark\.pyspark)[ \t]*(?:\r?\n|$)/;

/** Whether a code cell is Python: by its language, or because it says so itself. */
export const isPythonCell = ({ language, text }: { readonly language: string; readonly text: string }): boolean =>
  languageNamed(language) === 'python' || (!PLAIN.test(language) && SWITCH.test(text));

/** Whether the cells of a language are scripts for a POSIX shell. */
export const isShellLanguage = (language: string): boolean => /^(?:shellscript|shell|bash|sh|zsh|ksh)$/i.test(language);

function textAt(from: unknown, ...keys: readonly string[]): string | undefined {
  let at = from;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return typeof at === 'string' && at.trim() !== '' ? at : undefined;
}

/** What a provider's key looks like. One row of the tables in `tables/`. */
export interface SecretFormat {
  readonly id: string;
  /** What people call it; begins a sentence: `Hugging Face token`. */
  readonly label: string;
  /** Source of a regular expression with bounded quantifiers. A group named `secret` narrows it to the key alone. */
  readonly pattern: string;
  /** Literals of which one stands in every key (or beside it). Empty for formats that only an anchor gives away. */
  readonly triggers: readonly string[];
  /** Lower-case words of which one must stand in the names around the literal; present for keys without a mark of their own. */
  readonly anchors?: readonly string[];
  /** Lower-case words that anchor inside a longer text (a shell line, an output); the environment variable always does. Without `anchors`: triggers for program text, where `triggers` are too common. */
  readonly phrases?: readonly string[];
  /** Of them those with which the provider's own command line takes its key: what follows is one. */
  readonly logins?: readonly string[];
  /** The environment variable that the provider's own SDK reads. */
  readonly environment: string;
  /** A name that says more, from all that the pattern matched. */
  environmentFor?(found: string): string;
  /** The provider's page where the key is revoked and a new one is made; null where there is no single page. */
  readonly rotation: string | null;
  readonly severity: 'error' | 'warning';
  /** Shannon entropy that the key's body must reach, bits per character; 2.5 unless given. */
  readonly entropy?: number;
  /** Boundaries, where they differ from "no identifier character". */
  readonly before?: string;
  readonly after?: string;
  readonly caseless?: boolean;
  /** True for keys that span lines; they bring their own placeholder check. */
  readonly multiline?: boolean;
  /** False rejects the match. */
  valid?(secret: string, groups: Readonly<Record<string, string | undefined>>, text: string): boolean;
  /** True for a checksum or a marker that chance does not give; then no placeholder guess is made. */
  confident?(secret: string): boolean;
}

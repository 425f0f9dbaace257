/** A place in a well-known API where a credential goes in. */
export interface Sink {
  /** Callee patterns of the rule dispatch: `*` one segment, `**` any number. */
  readonly callees: readonly string[];
  /** Keywords that take the credential. */
  readonly keywords: readonly string[];
  /** Position of the credential among positional arguments; undefined when it is keyword-only in practice. */
  readonly position?: number;
  /** What the value is, for the message: `OpenAI API key`. */
  readonly label: string;
  /** The environment variable that the SDK reads by itself. */
  readonly environment: string;
  /** Id of the provider's format, which knows the rotation page. */
  readonly format?: string;
}

import type { CommentFact, PythonFacts } from './python-facts';
import type { Range } from './range';

/** Commands as they stand in a document, not yet cut into words: a magic, a shell escape, a script, an instruction. */
export interface CommandFact {
  /**
   * `line`: IPython's `%pip …`. `cell`: `%%bash` and the rest of the cell. `shell`: `!curl …`, `x = !ls`, a Dockerfile's
   * `RUN`. `script`: a whole shell script. `instruction`: any other instruction of a Dockerfile.
   */
  readonly kind: 'line' | 'cell' | 'shell' | 'script' | 'instruction';
  /** `pip`, `env`, `bash`, … ; for `shell` the first word of the command; for `script` the shell; for `instruction` its name in lower case: `env`, `arg`, `from`, `cmd`. */
  readonly name: string;
  /**
   * For `line` what follows the name, for `shell` the whole command line, for `cell` the lines below the first, for `script`
   * all of it, for `instruction` what follows the name and its `--flags`. As long as the text at `bodyRange`, and the same
   * but for scripts and Dockerfiles: there comments, escaped line ends and the brackets and quotes of `["exec", "form"]` are blank.
   */
  readonly body: string;
  readonly bodyRange: Range;
  /** All of it, in offsets of the document. */
  readonly range: Range;
}

/** A script for a shell. Source: POSIX.1-2024, Shell Command Language. */
export interface ShellFacts {
  readonly kind: 'shell';
  readonly text: string;
  /** One: the script. */
  readonly commands: readonly CommandFact[];
  /** Whether a container runs it, of which other lines say what of it can be reached. */
  readonly contained?: boolean;
  readonly comments: readonly CommentFact[];
}

/** A Dockerfile. Source: the Dockerfile reference (docs.docker.com/reference/dockerfile). */
export interface DockerfileFacts {
  readonly kind: 'dockerfile';
  readonly text: string;
  /** Its instructions, in the order of the text. */
  readonly commands: readonly CommandFact[];
  readonly comments: readonly CommentFact[];
}

/** What commands stand in: a program that has some beside its Python, or a document that is nothing but commands. */
export type CommandedFacts = PythonFacts | ShellFacts | DockerfileFacts;

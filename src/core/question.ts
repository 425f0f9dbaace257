import type { HttpClient } from './host';
import { Registry } from './registry';
import type { WorkspaceHost } from './workspace-host';

/**
 * A question about the project, as plain data: it goes to other threads, and its JSON is the name of its answer. The same
 * question always has its parts in the same order.
 */
export interface Question {
  readonly kind: string;
  readonly [part: string]: string;
}

/** Who answers questions: a workspace. */
export interface Answering {
  readonly host: WorkspaceHost;
  /** The answer, found out if need be. Never rejects: what cannot be found out has the kind's answer for that. */
  answer<Asked extends Question, Answer>(kind: QuestionKind<never, Asked, Answer>, question: Asked): Promise<Answer>;
  /** The answer if it was found out already. */
  known<Asked extends Question, Answer>(kind: QuestionKind<never, Asked, Answer>, question: Asked): Answer | undefined;
}

/** All there is to one kind of question about the project. Adding one is one `defineQuestion`. */
export interface QuestionKind<Args extends readonly string[] = readonly string[], Asked = Question, Answer = unknown> {
  readonly kind: string;
  /** The question that a document at `path` asks; paths are relative to the project's root, with `/`. */
  key(path: string, ...args: Args): Asked;
  /** Looks for the answer. A rejection counts as `nothing`. */
  find(question: Asked, project: Answering): Promise<Answer>;
  /** What is answered where nothing can be found out. */
  readonly nothing: Answer;
  /** Whether another content, or the coming or going, of the file at `path` may change the answer; null: of any. */
  forgottenWhen(path: string | null, question: Asked): boolean;
  /** Globs of the files that `forgottenWhen` speaks of, for hosts that watch files. */
  readonly watches?: {
    readonly globs: readonly string[];
    /** Only documents that took something from the file are judged again, unless it came or went: for files that change often. */
    readonly onlyResting?: boolean;
  };
  /** Forgets what the kind keeps for itself of a file. */
  forget?(path: string | null, project: Answering): void;
  /** An answer that follows from what is known, without waiting. `kept`: it holds until it is forgotten; else it is told once. */
  conclude?(
    question: Asked,
    project: Answering,
  ):
    | {
        readonly answer: Answer;
        readonly kept: boolean;
        /** Whether a judgement rests on it. */ readonly counts: boolean;
      }
    | undefined;
  /** Asks a server, when the user said so for this one question; absent for kinds that no finding offers to look up. */
  readonly lookUp?: {
    /** What of the question the server learns. */
    names(question: Asked): readonly string[];
    /** The answer, or in one sentence why there is none. Never rejects. */
    ask(
      question: Asked,
      http: HttpClient,
      host: WorkspaceHost,
    ): Promise<{ readonly answer: Answer } | { readonly problem: string }>;
  };
  /** What an answer says when a finding is explained: the last words about a thing count, those of a `weaker` answer only where there are no others. */
  explain?(
    answer: Answer,
    ...args: Args
  ): { readonly about: string; readonly words: string; readonly weaker?: boolean } | null;
}

/** Every kind of question that any rule or part of the engine asks. */
export const QUESTIONS = new Registry<QuestionKind>();

/** The answer to a question that servers may be asked, where the user opted in to that; what went wrong goes to the log. */
export async function lookedUp<Asked extends Question, Answer>(
  lookUp: NonNullable<QuestionKind<never, Asked, Answer>['lookUp']>,
  question: Asked,
  { host }: Answering,
): Promise<Answer | null> {
  if (!host.http) return null;
  const outcome = await lookUp.ask(question, host.http, host);
  if ('answer' in outcome) return outcome.answer;
  host.logger.warn(outcome.problem);
  return null;
}

/** Makes a kind of question known to all: to rules that ask it, the workspace that answers it, hosts that watch for changes. */
export const defineQuestion = <Args extends readonly string[], Asked extends Question, Answer>(
  kind: QuestionKind<Args, Asked, Answer>,
): QuestionKind<Args, Asked, Answer> => {
  QUESTIONS.add(kind as unknown as QuestionKind);
  return kind;
};

/** What a rule can ask of the project around its document. */
export interface Project {
  /**
   * The answer; undefined while it is not known: the scan then finds it out and runs the rule again, so that a rule simply
   * treats undefined like "there is none".
   */
  ask<Args extends readonly string[], Answer>(
    kind: QuestionKind<Args, Question, Answer>,
    ...args: Args
  ): Answer | undefined;
}

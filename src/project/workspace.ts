import type { Answering, Project, Question, QuestionKind } from '../core/question';
import type { WorkspaceHost } from '../core/workspace-host';
import { sha256Of } from './digests';
import type { Grounds } from './grounds';
import { isCode } from './paths';
import { QUESTIONS } from '../core/question';
import './questions/index';
import { fileText } from './questions/file-text';

/** What is known of one workspace folder: a memory of answers, until they are forgotten. What is asked, and how it is found out, stands with each kind of question. */
export class Workspace implements Answering {
  /** By the question's JSON. */
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #known = new Map<string, unknown>();
  readonly #digests = new Map<string, Promise<string>>();
  #revision = 0;

  constructor(readonly host: WorkspaceHost) {}

  /** Another number whenever something was forgotten or learnt: what rests on answers of before may not hold any more. */
  get revision(): number {
    return this.#revision;
  }

  answer<Asked extends Question, Answer>(kind: QuestionKind<never, Asked, Answer>, question: Asked): Promise<Answer> {
    const key = JSON.stringify(question);
    let answer = this.#answers.get(key);
    if (!answer) {
      const asked: Promise<Answer> = found(kind, question, this).then((result) => {
        // What was asked before a file changed is not kept.
        if (this.#answers.get(key) === asked) this.#known.set(key, result);
        return result;
      });
      answer = asked;
      this.#answers.set(key, asked);
    }
    return answer as Promise<Answer>;
  }

  known<Asked extends Question, Answer>(
    _kind: QuestionKind<never, Asked, Answer>,
    question: Asked,
  ): Answer | undefined {
    return this.#known.get(JSON.stringify(question)) as Answer | undefined;
  }

  /** Puts an answer that the user asked for into the memory, so that the next scan has it. */
  learn(question: Question, answer: unknown): void {
    const key = JSON.stringify(question);
    this.#revision++;
    this.#keep(key, answer);
    this.#digests.delete(key);
  }

  /** A digest of the answer to a question in the form that `Grounds` has it. The same answers have the same digest, in any process. Never rejects. */
  digestOf(key: string): Promise<string> {
    let digest = this.#digests.get(key);
    if (!digest) this.#digests.set(key, (digest = this.#digest(JSON.parse(key) as Question)));
    return digest;
  }

  /** The view of one document on the project; `pending` collects what it asked and is not known yet, `grounds` all that it asked. */
  projectFor(path: string, pending: PendingQuestion[], grounds?: Grounds): Project {
    return {
      ask: <Args extends readonly string[], Answer>(kind: QuestionKind<Args, Question, Answer>, ...args: Args) => {
        const question = kind.key(path, ...args);
        const concluded = kind.conclude?.(question, this);
        if (concluded?.kept === false) {
          if (concluded.counts) grounds?.asked(JSON.stringify(question));
          return concluded.answer;
        }
        const key = JSON.stringify(question);
        grounds?.asked(key);
        if (this.#known.has(key)) return this.#known.get(key) as Answer;
        // Somebody may be looking for it already: what is kept is what is found.
        if (concluded && !this.#answers.has(key)) return this.#keep(key, concluded.answer);
        pending.push({ kind, question });
        return undefined;
      },
    };
  }

  /** The text of a file that some answer came from, for locating edits and related places in other files. */
  knownText(path: string): string | null | undefined {
    return this.known(fileText, { kind: 'text', path });
  }

  /** Forgets what was concluded from a file that changed; all of it without a path. */
  invalidate(path: string | null = null): void {
    for (const key of [...this.#answers.keys()]) {
      const question = JSON.parse(key) as Question;
      if (QUESTIONS.get(question.kind)?.forgottenWhen(path, question) === false) continue;
      this.#revision++;
      this.#answers.delete(key);
      this.#known.delete(key);
      this.#digests.delete(key);
    }
    for (const kind of QUESTIONS.all) kind.forget?.(path, this);
    if (path === null || !isCode(path)) this.#revision++;
  }

  #keep<Answer>(key: string, answer: Answer): Answer {
    this.#known.set(key, answer);
    this.#answers.set(key, Promise.resolve(answer));
    return answer;
  }

  async #digest(question: Question): Promise<string> {
    const kind = QUESTIONS.get(question.kind);
    const answer = kind ? await this.answer(kind, question) : null;
    return sha256Of(new TextEncoder().encode(JSON.stringify(answer)));
  }
}

/** A question that a rule asked and that nobody has answered yet. */
export interface PendingQuestion {
  readonly kind: QuestionKind<never, Question>;
  readonly question: Question;
}

const found = <Asked extends Question, Answer>(
  kind: QuestionKind<never, Asked, Answer>,
  question: Asked,
  project: Answering,
): Promise<Answer> => kind.find(question, project).catch(() => kind.nothing);

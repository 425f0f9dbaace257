/**
 * What a judgement rests on beside the document, its path, its policy and the rules: all that has to be the same for it to hold
 * again. The engine fills it in while it judges.
 */
export class Grounds {
  readonly #questions = new Set<string>();
  #date: string | null = null;
  #complete = true;

  /** Questions about the project that were asked, in the form that `Workspace.digestOf` takes. */
  get questions(): ReadonlySet<string> {
    return this.#questions;
  }

  /** The ISO date of the judgement, when it had a say; else null. */
  get date(): string | null {
    return this.#date;
  }

  /** False when the same judgement could come out otherwise: a rule failed, time ran out, not everything was read. */
  get complete(): boolean {
    return this.#complete;
  }

  asked(question: string): void {
    this.#questions.add(question);
  }

  dated(date: string): void {
    this.#date = date;
  }

  incomplete(): void {
    this.#complete = false;
  }
}

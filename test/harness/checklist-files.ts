import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExpectations, type Expectations } from './expectations';
import { expandPlaceholders } from './secret-samples';

/** A page of test/checklist: an area of the product, and what it promises there. */
export interface Area {
  readonly title: string;
  readonly promises: readonly Promised[];
}

/** A promise in words, and the cases that hold the product to it. */
export interface Promised {
  readonly title: string;
  readonly cases: readonly Case[];
}

/** One document as somebody may write it, the files beside it, and what has to be found in it, and nothing else. */
export interface Case {
  readonly path: string;
  readonly text: string;
  readonly expected: Expectations;
  readonly companions: Readonly<Record<string, string>>;
  /** Each is a text that one of the fixes leads to. */
  readonly fixes: readonly string[];
}

const FOLDER = join(__dirname, '../checklist');
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** All pages of the checklist. README.md says how they are written. */
export const checklistAreas = (): readonly Area[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => readArea(name, readFileSync(join(FOLDER, name), 'utf8')));

/** Reads a page: a title, and under each heading prose and fenced blocks. What does not fit this form is a mistake of the page. */
export function readArea(name: string, page: string): Area {
  const reader = new PageReader(name);
  for (const line of page.split('\n')) reader.line(line);
  return reader.end();
}

type Draft = { -readonly [Key in keyof Case]: Case[Key] };

/** A fenced block: the words of its info string, and its lines. */
interface Block {
  readonly info: readonly string[];
  readonly lines: string[];
}

class PageReader {
  #title = '';
  #at = 0;
  #block: Block | null = null;
  readonly #promises: { title: string; prose: string; cases: Draft[] }[] = [];

  constructor(private readonly name: string) {}

  line(line: string): void {
    this.#at++;
    const promise = this.#promises.at(-1);
    if (this.#block !== null) {
      if (line === '```') this.#close(this.#block);
      else this.#block.lines.push(line);
    } else if (line.startsWith('```')) {
      if (!promise?.prose) this.#fail('a case stands below a promise in words');
      this.#block = { info: line.slice(3).split(' '), lines: [] };
    } else if (line.startsWith('## ')) this.#promises.push({ title: line.slice(3), prose: '', cases: [] });
    else if (line.startsWith('# ')) this.#title = line.slice(2);
    else if (promise !== undefined) promise.prose += line;
  }

  end(): Area {
    if (this.#block !== null) this.#fail('the last block has no end');
    if (this.#title === '' || this.#promises.length === 0) this.#fail('a page has a title and promises');
    const empty = this.#promises.find(({ cases }) => cases.length === 0);
    if (empty) this.#fail(`nothing holds us to '${empty.title}'`);
    return { title: this.#title, promises: this.#promises.map(({ title, cases }) => ({ title, cases })) };
  }

  #close({ info: [language, ...rest], lines }: Block): void {
    this.#block = null;
    const { cases } = this.#promises.at(-1)!;
    const written = expandPlaceholders(lines.join('\n')).replaceAll('{{commit}}', COMMIT).replaceAll('{{dollar}}', '$');
    if (rest[0] === 'fix' || rest[0] === 'beside') {
      const own = cases.at(-1);
      if (own === undefined) return this.#fail(`'${rest[0]}' stands below a case`);
      if (rest[0] === 'fix') own.fixes = [...own.fixes, written];
      else own.companions = { ...own.companions, [rest[1]!]: `${written}\n` };
      return;
    }
    const path = rest[0] ?? (language === 'python' ? 'train.py' : this.#fail('what is not Python has a path'));
    cases.push({ path, ...readExpectations(`${written}\n`), companions: {}, fixes: [] });
  }

  #fail(message: string): never {
    throw new Error(`test/checklist/${this.name}:${this.#at}: ${message}`);
  }
}

import { Minimatch } from 'minimatch';
import { foldersAbove, joinedPath } from '../paths';
import type { GitDisk } from './disk';
import { usersFile, valueOf, type GitPlace } from './settings';

const LARGEST = 500_000;
const LONGEST_PATTERN = 500;
const MOST_LINES = 5_000;

/** How git may change a file on its way into an object, so that the bytes of both differ although nothing was changed. */
export interface Conversion {
  /** Whether carriage returns before line feeds may be left out. */
  readonly endOfLine: boolean;
  /** The filter that is set for it, as `lfs`; null for none. */
  readonly filter: string | null;
  /** Whether `$Id$` is filled in, or another encoding is checked out. */
  readonly isOther: boolean;
}

interface Line {
  readonly pattern: Minimatch;
  /** Folder that the pattern counts from; it is matched against the name alone where the pattern has no slash. */
  readonly byName: boolean;
  readonly attributes: readonly (readonly [name: string, value: string | boolean | null])[];
}

interface Layer {
  readonly base: string;
  readonly lines: readonly Line[];
}

const RELEVANT = /^(?:text|crlf|eol|filter|ident|working-tree-encoding|binary)$/;

/** What is set for the files of a work tree. Source: gitattributes(5). */
export class GitAttributes {
  readonly #layers = new Map<string, Promise<Layer>>();

  constructor(
    private readonly disk: GitDisk,
    private readonly place: GitPlace,
  ) {}

  /** What holds for a file by its path in the work tree. */
  async conversionOf(path: string): Promise<Conversion> {
    const found = new Map<string, string | boolean | null>();
    const users = usersFile(this.place, 'core.attributesfile', 'attributes', this.disk.host);
    const folders = [...foldersAbove(path)].reverse();
    const files: readonly (readonly [base: string, file: string])[] = [
      ...(users === null ? [] : [['', users] as const]),
      ...folders.map((folder) => [folder, joinedPath(joinedPath(this.place.base, folder), '.gitattributes')] as const),
      ['', `${this.place.common}/info/attributes`],
    ];
    for (const [base, file] of files) apply(await this.#layer(base, file), path, found);
    const text = found.has('text') ? found.get('text') : found.get('crlf');
    const automatic = /^(?:true|yes|on|1|input)$/i.test(valueOf(this.place.settings, 'core.autocrlf') ?? 'false');
    const filter = found.get('filter');
    return {
      endOfLine:
        text === false
          ? false
          : text === true || typeof text === 'string' || typeof found.get('eol') === 'string' || automatic,
      filter: typeof filter === 'string' ? filter : null,
      isOther: found.get('ident') === true || typeof found.get('working-tree-encoding') === 'string',
    };
  }

  #layer(base: string, file: string): Promise<Layer> {
    let layer = this.#layers.get(file);
    if (!layer)
      this.#layers.set(
        file,
        (layer = this.disk.text(file, LARGEST).then((text) => ({ base, lines: linesOf(text ?? '') }))),
      );
    return layer;
  }
}

/** The last line of a file that sets something holds. */
function apply({ base, lines }: Layer, path: string, found: Map<string, string | boolean | null>): void {
  const within = base === '' ? path : path.slice(base.length + 1);
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const { pattern, byName, attributes } of lines)
    if (pattern.match(byName ? name : within)) for (const [key, value] of attributes) found.set(key, value);
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const line of text.split(/\r?\n/).slice(0, MOST_LINES)) {
    const [, quoted, plain, rest = ''] = /^[ \t]*(?:"((?:[^"\\]|\\.)+)"|([^\s"#]\S*))(?:[ \t]+(.*))?$/.exec(line) ?? [];
    const pattern = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    // Patterns that take back are forbidden; one for a folder holds for nothing in it.
    if (pattern === undefined || pattern.length > LONGEST_PATTERN || /^!|^\[attr\]|\/$/.test(pattern)) continue;
    const attributes = rest.split(/[ \t]+/).flatMap(attributeOf);
    if (attributes.length === 0) continue;
    const options = {
      dot: true,
      nobrace: true,
      noext: true,
      nonegate: true,
      nocomment: true,
      optimizationLevel: 0,
    } as const;
    lines.push({
      pattern: new Minimatch(pattern.replace(/^\//, ''), options),
      byName: !pattern.includes('/'),
      attributes,
    });
  }
  return lines;
}

/** `name`, `-name`, `!name`, `name=value`; of the macro that git has, what it stands for. */
function attributeOf(word: string): readonly (readonly [name: string, value: string | boolean | null])[] {
  const [, sign = '', name = '', value] = /^([-!]?)([\w.-]+)(?:=(.*))?$/.exec(word) ?? [];
  if (!RELEVANT.test(name)) return [];
  if (name === 'binary') return sign === '' ? [['text', false]] : [];
  return [[name, sign === '-' ? false : sign === '!' ? null : (value ?? true)]];
}

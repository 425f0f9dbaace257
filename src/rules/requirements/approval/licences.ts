import type { DistributionMetadata } from '../../../core/requirement-facts';
import { declaredLicences, licenceNamed } from '../../../readers/locks/licences';

/**
 * The one licence that metadata declares; undefined for none, and for several, of which nobody knows whether one may choose.
 */
export function licenceIn(metadata: DistributionMetadata | undefined): string | undefined {
  const [only, another] = declaredLicences(metadata ?? {}, (text) => (mayBeExpression(text) ? text : null));
  return another === undefined ? only : undefined;
}

/** Identifiers with words between them. Which of them there are, nobody has to know to compare them with those that are allowed. */
const mayBeExpression = (text: string): boolean =>
  text.length <= LONGEST &&
  new Expression(text, new Set()).isOne() &&
  NAMES.get(text.trim().toLowerCase()) === undefined;

/**
 * What people mean by a name that, taken exactly, is no licence of its own, in lower case: enough to ask whether it is allowed, too little for a
 * document. Exact names are the reader's (licences.ts). Source: spdx.org, License List; PyPI, Classifiers.
 */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Apache-2.0': ['apache software license', 'apache license'],
    MIT: ['mit license', 'the mit license (mit)', 'mit/expat'],
    BSD: ['bsd license', 'bsd', 'new bsd', 'new bsd license', 'modified bsd', 'bsd-style', 'bsd like'],
    'BSD-2-Clause': ['bsd-2'],
    'MPL-2.0': ['mpl2'],
    'PSF-2.0': [
      'python software foundation license',
      'psf',
      'psf license',
      'psfl',
      'python software foundation license v2',
    ],
    ISC: ['iscl'],
    Unlicense: ['the unlicense', 'public domain'],
    'GPL-2.0-only': ['gplv2', 'gpl-2.0'],
    'GPL-2.0-or-later': ['gplv2+', 'gpl-2.0+'],
    'GPL-3.0-only': ['gplv3', 'gpl v3', 'gpl-3.0', 'gpl 3'],
    'GPL-3.0-or-later': ['gpl-3.0+'],
    'LGPL-2.1-only': ['lgpl-2.1'],
    'LGPL-2.1-or-later': ['lgplv2+', 'lgpl-2.1+'],
    'LGPL-3.0-only': ['lgplv3', 'lgpl-3.0'],
    'LGPL-3.0-or-later': ['lgpl-3.0+'],
    'AGPL-3.0-only': ['agplv3', 'agpl-3.0', 'agpl 3.0'],
    'AGPL-3.0-or-later': ['agplv3+', 'agpl-3.0+'],
    'CC0-1.0': ['cc0'],
    Zlib: ['zlib license'],
    'LicenseRef-Proprietary': ['other/proprietary license', 'proprietary', 'nvidia proprietary software', 'commercial'],
  }).flatMap(([id, names]) => names.map((name): [string, string] => [name, id])),
);

/** An identifier as SPDX writes them; of a family, as `BSD`, nobody knows which one it is. */
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9.-]{0,80}\+?$/;

/**
 * Whether a licence, as metadata says it, is one of those that are allowed: of `A OR B` one has to be, of `A AND B` both. Null where it is
 * not known which licence is meant. Source: SPDX specification, License expressions.
 */
export function isAllowed(said: string, allowed: readonly string[]): boolean | null {
  const list = new Set(allowed.map((each) => each.toLowerCase()));
  const named = NAMES.get(said.trim().toLowerCase()) ?? licenceNamed(said);
  if (named !== null) return isListed(named, list);
  return new Expression(said, list).judged();
}

function isListed(id: string, list: ReadonlySet<string>): boolean {
  const known = id.toLowerCase();
  // Of the family only the name is known: who allows one of it means it.
  return list.has(known) || (known === 'bsd' && [...list].some((each) => each.startsWith('bsd-')));
}

/** Three-valued: true, false, null for a part that nobody knows. */
type Judged = boolean | null;

class Expression {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(
    text: string,
    private readonly list: ReadonlySet<string>,
  ) {
    this.#tokens = text.slice(0, LONGEST).match(/[()]|[^\s()]+/g) ?? [];
  }

  judged(): Judged {
    const judged = this.#either(0);
    return this.#at < this.#tokens.length ? null : judged;
  }

  /** Whether the text has the form of an expression, of whatever identifiers. */
  isOne(): boolean {
    if (this.#tokens.length === 0) return false;
    this.#either(0);
    return this.#at === this.#tokens.length;
  }

  #either(depth: number): Judged {
    let judged = this.#both(depth);
    while (this.#takes('OR')) {
      const other = this.#both(depth);
      judged = judged === true || other === true ? true : judged === null || other === null ? null : false;
    }
    return judged;
  }

  #both(depth: number): Judged {
    let judged = this.#one(depth);
    while (this.#takes('AND')) {
      const other = this.#one(depth);
      judged = judged === false || other === false ? false : judged === null || other === null ? null : true;
    }
    return judged;
  }

  #one(depth: number): Judged {
    if (this.#takes('(')) {
      const judged = depth > DEEPEST ? null : this.#either(depth + 1);
      return this.#takes(')') ? judged : null;
    }
    const token = this.#tokens[this.#at++];
    if (token === undefined || !IDENTIFIER.test(token)) return null;
    const id = NAMES.get(token.toLowerCase()) ?? token;
    if (!this.#takes('WITH')) return isKnownForm(id) ? isListed(id, this.list) : null;
    const exception = this.#tokens[this.#at++] ?? '';
    // An exception only adds rights.
    return isListed(`${id} WITH ${exception}`, this.list) || isListed(id, this.list);
  }

  #takes(word: string): boolean {
    if (this.#tokens[this.#at]?.toUpperCase() !== word) return false;
    this.#at++;
    return true;
  }
}

/** Units of an expression, and brackets in one another. */
const LONGEST = 1_000;
const DEEPEST = 20;

/** Whether a word is an identifier: those have a number, or are well known. */
const isKnownForm = (id: string): boolean =>
  /\d/.test(id) || /^(?:MIT|ISC|BSD|Zlib|Unlicense|HPND|LicenseRef-.*|WTFPL|NCSA|0BSD|curl|Beerware)$/i.test(id);

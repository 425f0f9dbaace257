import type { DistributionMetadata } from '../../core/requirement-facts';

/** Characters of a licence's name: who writes the whole text there names nothing. */
const LONGEST_NAME = 64;

/**
 * The licences that are declared: the expression of PEP 639, else what the older headers say. Where one of them names an SPDX licence,
 * what only describes it is left out. `expressionIn` gives the expression that a text is, and null for one that is none. Several classifiers do
 * not say whether one may choose. Source: core metadata specifications, License-Expression, License, Classifier.
 */
export function declaredLicences(
  {
    licenceExpression,
    licence,
    classifiers = [],
  }: Pick<DistributionMetadata, 'licenceExpression' | 'licence' | 'classifiers'>,
  expressionIn: (text: string) => string | null,
): readonly string[] {
  const stated = licenceExpression === undefined ? null : expressionIn(licenceExpression);
  if (stated !== null) return [stated];
  const written = licence === undefined ? null : (expressionIn(licence) ?? NAMES.get(plainName(licence)) ?? null);
  if (written !== null) return [written];
  const ids = classifiers.flatMap((text) => CLASSIFIERS.get(text) ?? []);
  if (ids.length > 0) return [...new Set(ids)].sort();
  if (licence !== undefined && isName(licence)) return [licence];
  return [...new Set(classifiers.flatMap((text) => text.split(' :: ').at(-1) ?? []))]
    .filter((name) => isName(name) && name !== 'OSI Approved')
    .sort();
}

/** The SPDX licence that a name of the package index, or another that people write, stands for; null for one that names several, or none. */
export const licenceNamed = (name: string): string | null =>
  NAMES.get(plainName(name)) ?? CLASSIFIERS.get(`License :: OSI Approved :: ${name.trim()}`) ?? null;

/** Names that people write for one licence and no other, in lower case, without `license`, `the`, commas and `version`. Source: spdx.org/licenses. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Apache-2.0': ['apache 2', 'apache 2.0', 'apache software 2.0', 'apache-2', 'asl 2.0', 'apache v2', 'apache v2.0'],
    'BSD-2-Clause': ['bsd 2-clause', '2-clause bsd', 'bsd 2 clause', 'simplified bsd'],
    'BSD-3-Clause': ['bsd 3-clause', '3-clause bsd', 'bsd 3 clause', 'new bsd', 'modified bsd', 'bsd-3'],
    ISC: ['isc'],
    MIT: ['mit', 'expat'],
    'MPL-2.0': ['mpl 2.0', 'mozilla public 2.0', 'mpl v2'],
    'GPL-3.0-or-later': ['gplv3+', 'gpl v3+'],
    'LGPL-3.0-or-later': ['lgplv3+', 'lgpl v3+'],
  }).flatMap(([id, names]) => names.map((name): [string, string] => [name, id])),
);

const plainName = (text: string): string =>
  text
    .slice(0, LONGEST_NAME)
    .toLowerCase()
    .replace(/\b(?:the|licen[sc]e|version)\b|,/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

const isName = (text: string): boolean => text.length <= LONGEST_NAME && !/[\r\n]/u.test(text);

/** Classifiers that name one licence. (Those of BSD, of Apache without a version, of the LGPL and others name several.) Source: pypi.org/classifiers, spdx.org/licenses. */
const CLASSIFIERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'Boost Software License 1.0 (BSL-1.0)': 'BSL-1.0',
    'CEA CNRS Inria Logiciel Libre License, version 2.1 (CeCILL-2.1)': 'CECILL-2.1',
    'Eclipse Public License 1.0 (EPL-1.0)': 'EPL-1.0',
    'Eclipse Public License 2.0 (EPL-2.0)': 'EPL-2.0',
    'European Union Public Licence 1.1 (EUPL 1.1)': 'EUPL-1.1',
    'European Union Public Licence 1.2 (EUPL 1.2)': 'EUPL-1.2',
    'GNU Affero General Public License v3': 'AGPL-3.0-only',
    'GNU Affero General Public License v3 or later (AGPLv3+)': 'AGPL-3.0-or-later',
    'GNU General Public License v2 (GPLv2)': 'GPL-2.0-only',
    'GNU General Public License v2 or later (GPLv2+)': 'GPL-2.0-or-later',
    'GNU General Public License v3 (GPLv3)': 'GPL-3.0-only',
    'GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
    'GNU Lesser General Public License v2 (LGPLv2)': 'LGPL-2.0-only',
    'GNU Lesser General Public License v2 or later (LGPLv2+)': 'LGPL-2.0-or-later',
    'GNU Lesser General Public License v3 (LGPLv3)': 'LGPL-3.0-only',
    'GNU Lesser General Public License v3 or later (LGPLv3+)': 'LGPL-3.0-or-later',
    'Historical Permission Notice and Disclaimer (HPND)': 'HPND',
    'ISC License (ISCL)': 'ISC',
    'MIT License': 'MIT',
    'MIT No Attribution License (MIT-0)': 'MIT-0',
    'Mozilla Public License 1.1 (MPL 1.1)': 'MPL-1.1',
    'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
    'Mulan Permissive Software License v2 (MulanPSL-2.0)': 'MulanPSL-2.0',
    'SIL Open Font License 1.1 (OFL-1.1)': 'OFL-1.1',
    'The Unlicense (Unlicense)': 'Unlicense',
    'Universal Permissive License (UPL)': 'UPL-1.0',
    'University of Illinois/NCSA Open Source License': 'NCSA',
    'zlib/libpng License': 'Zlib',
    'Zero-Clause BSD (0BSD)': '0BSD',
  })
    .map(([name, id]): [string, string] => [`License :: OSI Approved :: ${name}`, id])
    .concat([['License :: CC0 1.0 Universal (CC0 1.0) Public Domain Dedication', 'CC0-1.0']]),
);

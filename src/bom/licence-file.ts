import type { Workspace } from '../project/workspace';

/** Where a project has its licence; the first that is there counts. */
const FILES = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE', 'LICENCE.txt', 'LICENCE.md', 'COPYING'];
/** Bytes of a file that is read: the texts that are known have a tenth. */
const MAX_SIZE = 200_000;

/** The licence whose text a project has as its own, by its SPDX identifier; null for a text that is not known, and for several. */
export async function licenceInFile({ host }: Workspace): Promise<string | null> {
  for (const path of FILES) {
    const stat = await host.files.stat(path);
    if (stat?.kind !== 'file') continue;
    const bytes = stat.size <= MAX_SIZE ? await host.files.read(path) : null;
    return bytes === null ? null : licenceOfText(new TextDecoder().decode(bytes));
  }
  return null;
}

const redistribution = 'Redistribution and use in source and binary forms, with or without modification, are permitted';

/**
 * What only the text of one licence says. Those of the GPL are left out: the text does not say whether later versions are meant. Source:
 * spdx.org/licenses.
 */
const TEXTS: readonly { readonly id: string; readonly has: readonly string[]; readonly not?: string }[] = [
  { id: 'Apache-2.0', has: ['Apache License Version 2.0, January 2004', 'END OF TERMS AND CONDITIONS'] },
  {
    id: 'MIT',
    has: [
      'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files',
      'The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.',
    ],
    not: 'except as contained in this notice',
  },
  { id: 'BSD-3-Clause', has: [redistribution, 'Neither the name of'], not: 'All advertising materials' },
  { id: 'BSD-3-Clause', has: [redistribution, 'Neither the names of'], not: 'All advertising materials' },
  {
    id: 'BSD-2-Clause',
    has: [redistribution, 'Redistributions in binary form must reproduce the above copyright notice'],
    not: 'Neither the name',
  },
  { id: 'MPL-2.0', has: ['Mozilla Public License Version 2.0', 'Exhibit A - Source Code Form License Notice'] },
  { id: 'Unlicense', has: ['This is free and unencumbered software released into the public domain.'] },
];

export function licenceOfText(text: string): string | null {
  const plain = plainText(text);
  const found = TEXTS.filter(
    ({ has, not }) =>
      has.every((part) => plain.includes(plainText(part))) && !(not !== undefined && plain.includes(plainText(not))),
  ).map(({ id }) => id);
  const distinct = [...new Set(found)];
  return distinct.length === 1 ? distinct[0]! : null;
}

/** The words, however they are broken into lines. */
const plainText = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/gu, ' ')
    .trim();

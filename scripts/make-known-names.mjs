// node scripts/make-known-names.mjs FILE: writes src/project/names/most-downloaded.generated.ts, the names of the 15,000 most downloaded
// distributions of PyPI.
//
// FILE is guarddog/analyzer/metadata/resources/top_pypi_packages.json of the PyPI distribution guarddog (Apache-2.0, Datadog), which keeps
// a copy of the public ranking hugovk/top-pypi-packages (downloads of 30 days, from PyPI's own statistics) with the time at which it was
// made. `pip download --no-deps guarddog` gets it.
//
// The names are PEP 503's, in two lists (the first 2,000, and the rest), each sorted and front-coded: a capital letter says how many
// units a name has in common with the one before (A is 0, Z is 25), the rest of it follows.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, main } from './terminal.mjs';
import { REPOSITORY } from './vscode-host/versions.mjs';

const OUT = 'src/project/names/most-downloaded.generated.ts';
const FOREMOST = 2_000;
const ALL = 15_000;
const MOST_SHARED = 25;

await main(() => {
  const file = process.argv[2];
  if (file === undefined) throw new Failure('name the file: node scripts/make-known-names.mjs top_pypi_packages.json');
  const { downloaded_timestamp: seconds, packages } = JSON.parse(readFileSync(file, 'utf8'));
  const names = [...new Set(packages.map((name) => name.replace(/[-_.]+/g, '-').toLowerCase()))].slice(0, ALL);
  if (names.length < ALL) throw new Failure(`${file} has only ${names.length} names, ${ALL} are needed`);
  const odd = names.find((name) => !/^[a-z0-9-]+$/.test(name));
  if (odd !== undefined) throw new Failure(`${odd} is no normalized name (PEP 503)`);
  const date = new Date(seconds * 1000).toISOString().slice(0, 10);
  const text = [
    `// Written by scripts/make-known-names.mjs, which says where the names are from and how they are written. ${ALL} names, as of ${date}.`,
    `/** The day of the ranking. */`,
    `export const AS_OF = '${date}';`,
    `/** The ${FOREMOST} most downloaded. */`,
    `export const FOREMOST = '${frontCoded(names.slice(0, FOREMOST))}';`,
    `/** The others of the ${ALL} most downloaded. */`,
    `export const OTHERS = '${frontCoded(names.slice(FOREMOST))}';`,
    '',
  ].join('\n');
  writeFileSync(path.join(REPOSITORY, OUT), text);
  console.log(`wrote ${OUT}: ${names.length} names of ${date}, ${text.length} bytes`);
});

function frontCoded(names) {
  let before = '';
  return [...names]
    .sort()
    .map((name) => {
      let shared = 0;
      while (shared < MOST_SHARED && shared < name.length && name[shared] === before[shared]) shared++;
      before = name;
      return String.fromCharCode(65 + shared) + name.slice(shared);
    })
    .join('');
}

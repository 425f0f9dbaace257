// node --import tsx bench/oracle.ts DIR…: scans every Python file and notebook of some projects in the short way, by excerpts,
// and in the long way, parsing all of it, with the project around them; prints what only one of them says, and fails when there is any.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openProject } from '../src/cli/session';
import { RULES } from '../src/rules/index';
import { documentKindOf } from '../src/readers/documents';
import { Engine } from '../src/scan/engine';
import { decodeText } from '../src/project/text-encoding';
import { walk } from '../src/project/walk';
import type { Workspace } from '../src/project/workspace';
import { grammars } from '../test/harness/grammars';
import { policyFor } from '../src/project/questions/policy';

const SETTINGS = { rules: RULES.map(({ id }) => id), policies: {}, online: false, env: {} };
const NEWS = {
  warn: (message: string) => {
    throw new Error(message);
  },
  asks: () => {},
};

/** Differences that are printed in full. */
const SHOWN = 50;

async function main(): Promise<void> {
  const roots = process.argv.slice(2);
  if (roots.length === 0) throw new Error('name the folders to compare: bench/fetch-corpus.mjs fetches some');
  const short = await Engine.create(grammars);
  const long = await Engine.create(grammars, RULES, { exhaustive: true });
  let files = 0;
  let bytes = 0;
  let said = 0;
  let differences = 0;
  for (const root of roots.map((each) => path.resolve(each))) {
    const [one, other] = [openProject(root, SETTINGS, NEWS), openProject(root, SETTINGS, NEWS)];
    for await (const { path: file } of walk(one.host.files, [''], { policyFor: (at) => policyFor(at, one) })) {
      const kind = documentKindOf(file);
      const stored = kind === 'python' || kind === 'notebook' ? readFileSync(path.join(root, file)) : null;
      const text = stored && decodeText(stored)?.text;
      if (!stored || text === null || text === undefined) continue;
      const ways = [
        new Set(await sayings(short, one, file, text, stored)),
        new Set(await sayings(long, other, file, text, stored)),
      ] as const;
      files++;
      bytes += stored.length;
      said += ways[1].size;
      for (const [name, mine, theirs] of [
        ['only the short way', ways[0], ways[1]],
        ['only the long way', ways[1], ways[0]],
      ] as const)
        for (const each of mine)
          if (!theirs.has(each) && ++differences <= SHOWN)
            console.log(`${name}: ${path.join(path.basename(root), file)}: ${each}`);
    }
  }
  console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${said} findings and notes, ${differences} differences`);
  if (differences > 0) process.exitCode = 1;
}

async function sayings(
  engine: Engine,
  workspace: Workspace,
  file: string,
  text: string,
  stored: Uint8Array,
): Promise<string[]> {
  const { findings, notes, suppressed } = await engine.scan(
    { kind: 'text', path: file, text, bytes: stored.length, stored },
    workspace,
  );
  return [...findings, ...notes, { suppressed }].map((each) => JSON.stringify(each));
}

void main();

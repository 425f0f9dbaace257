import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Note } from '../../../src/core/finding';
import type { RequirementsFacts } from '../../../src/core/requirement-facts';
import { documentOf } from '../../../src/readers/documents';
import { describeEntry, tokens } from '../requirements/requirements-text';

/** What a manifest is read into: its requirements by installer, and the notes. */
export async function readManifest(
  path: string,
  text: string,
): Promise<{ readonly facts: readonly RequirementsFacts[]; readonly notes: readonly Note[] }> {
  const kind = documentOf(path);
  assert.ok(kind, path);
  // Configurations and manifests read nothing with tools.
  const { parts, notes } = await kind.read({ kind: 'text', path, text }, {} as never);
  return {
    facts: parts.map((part) => part.facts()).filter((facts) => facts.kind === 'requirements'),
    notes,
  };
}

/** Every entry in a line: `installer list (use, group): requirement`. */
export async function describeManifest(path: string, text: string): Promise<readonly string[]> {
  const { facts } = await readManifest(path, text);
  return facts.flatMap(({ installer, entries }) =>
    entries.map((entry) => {
      const list = entry.kind === 'requirement' ? entry.list : undefined;
      const where = list ? `${list.name} (${[list.use, list.group].filter((part) => part !== null).join(' ')})` : '';
      return `${[installer, where].filter((part) => part !== '').join(' ')}: ${describeEntry(entry)}`;
    }),
  );
}

/** Every token of a manifest that has no escapes stands where its range says. */
export async function assertPlaces(path: string, text: string): Promise<void> {
  for (const facts of (await readManifest(path, text)).facts)
    for (const { what, text: said, range } of tokens(facts)) {
      const { start, end } = range;
      assert.ok(0 <= start && start <= end && end <= text.length, `${what} ${said}: ${start}..${end}`);
      const written = text.slice(start, end);
      // A setting that is switched stands for a host or a folder.
      if (what !== 'version' && !/^(?:true|false)$/.test(written)) assert.equal(written, said, what);
    }
}

/** Cut, doubled and disturbed texts: no reader throws, and no range leaves the text. */
export async function fuzzManifest(path: string, text: string, runs = 300): Promise<void> {
  const pieces = text.split(/(?<=[\n,"'={}[\]])/);
  const noise = fc.constantFrom(
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '=',
    '\n',
    '\\',
    ',',
    '#',
    ' ',
    '\u0000',
    '"""',
    'é',
    '$',
    '- ',
    ': ',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.nat({ max: pieces.length - 1 }), noise), { minLength: 1, maxLength: 60 }),
      fc.nat({ max: text.length }),
      fc.boolean(),
      noise,
      async (parts, at, mixed, sign) => {
        const made = mixed
          ? parts.map((part) => (typeof part === 'number' ? pieces[part]! : part)).join('')
          : text.slice(0, at) + sign + text.slice(at + 1);
        for (const facts of (await readManifest(path, made)).facts)
          for (const { range } of [...tokens(facts), ...facts.entries]) {
            assert.ok(Number.isInteger(range.start) && Number.isInteger(range.end), made);
            assert.ok(0 <= range.start && range.start <= range.end && range.end <= made.length, made);
          }
      },
    ),
    { numRuns: runs },
  );
}

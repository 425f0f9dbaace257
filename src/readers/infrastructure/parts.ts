import type { ShellFacts } from '../../core/command-facts';
import type { Facts } from '../../core/facts';
import type { SourceTree } from '../../core/tree';
import { readEmbedded } from '../embedded';
import type { Part, Reading, ReadingTools } from '../reading';
import { shellTextOf } from './commands';
import { infrastructureIn, mayBeInfrastructure } from './infrastructure';

/** Commands of one file that are read; no file that people write has more. */
const MOST_COMMANDS = 500;

/**
 * What a file of configuration says about infrastructure: its facts, and the commands in it as scripts for a shell, so that whatever
 * is said of commands is said of these. `trees` is asked only where the text may be about that.
 */
export async function infrastructureParts(
  path: string,
  text: string,
  host: Part,
  tools: ReadingTools,
  trees: () => readonly SourceTree[],
): Promise<Reading> {
  if (!mayBeInfrastructure(path, text)) return NONE;
  const read = infrastructureIn(path, text, trees());
  if (read === null) return NONE;
  const { facts } = read;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const shell = tools.documentOf(`${folder}container.sh`);
  const texts =
    shell === null ? [] : read.commands.slice(0, MOST_COMMANDS).flatMap((command) => shellTextOf(command) ?? []);
  const scripts = await Promise.all(
    texts.map((script) =>
      readEmbedded(
        shell!,
        { path: `${folder}container.sh`, host, text: script.text, spell: (inserted, at) => script.spell(inserted, at) },
        tools,
      ),
    ),
  );
  const left = read.commands.length - MOST_COMMANDS;
  return {
    parts: [{ ...host, facts: () => facts }, ...scripts.flatMap(({ parts }) => parts.map(contained))],
    notes: [
      ...scripts.flatMap(({ notes }) => notes),
      ...(left > 0 ? [{ path, message: `only the first ${MOST_COMMANDS} commands are read` }] : []),
    ],
  };
}

const NONE: Reading = { parts: [], notes: [] };

/** A script that a container runs: there a server has to listen on every interface to be reached at all. */
const contained = (part: Part): Part => ({
  ...part,
  facts(outside) {
    const facts = part.facts(outside);
    return facts.kind === 'shell' ? containedFacts(facts) : facts;
  },
});

const known = new WeakMap<ShellFacts, ShellFacts>();

function containedFacts(facts: ShellFacts): Facts {
  let made = known.get(facts);
  if (!made) known.set(facts, (made = { ...facts, contained: true }));
  return made;
}

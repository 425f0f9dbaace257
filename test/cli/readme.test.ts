import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { program } from '../../src/cli/program';

const README = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');

/** What stands in the README between its marks: written by `npm run generate`. */
const [, table] = /<!-- options:begin -->([\s\S]*)<!-- options:end -->/.exec(README)!;

describe('the options in the README', () => {
  const root = program(async () => {});
  const commands = [root, ...root.createHelp().visibleCommands(root)].filter((each) => each.name() !== 'help');

  it('are those of the command line, each with what the help says', () => {
    const documented = [...table!.matchAll(/^\| `(-[^`]+)` \| (.+) \|$/gm)].map(
      ([, flags, text]) => `${flags}: ${text}`,
    );
    const known = commands.flatMap((command) => {
      const help = command.createHelp();
      return help
        .visibleOptions(command)
        .filter(({ long }) => long !== '--help' || command === root)
        .map((option) => `${option.flags}: ${help.optionDescription(option).replaceAll('|', '\\|')}`);
    });
    assert.deepEqual(documented, known);
    assert.ok(known.length > 20);
  });

  it('have every command, and every one that the text names exists', () => {
    for (const command of commands.slice(1))
      assert.match(table!, new RegExp(`^\\| \`touchstone ${command.name()}\\b`, 'm'));
    const flags = new Set(commands.flatMap((command) => command.options.map(({ long }) => long)));
    const shown = [...README.matchAll(/\btouchstone (?:scan|inspect|sbom|pin|rules|baseline)[^\n`#]*/g)].flatMap(
      ([line]) => line!.match(/--[a-z][a-z-]*/g) ?? [],
    );
    assert.ok(shown.includes('--unsafe-fixes'));
    for (const flag of shown) assert.ok(flags.has(flag), `the README shows ${flag}`);
  });
});

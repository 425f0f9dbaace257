import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { listOfToday } from './sources.mjs';

const BEGIN = '<!-- options:begin -->';
const END = '<!-- options:end -->';

/** The README with every command and option of the command line between its markers. */
export function withOptions(readme, program) {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) return readme;
  return `${readme.slice(0, begin + BEGIN.length)}\n${optionsOf(program)}\n${readme.slice(end)}`;
}

/** Every command that is shown in the help, with its options, as Markdown; the options of all commands first. */
function optionsOf(program) {
  const commands = program.createHelp().visibleCommands(program);
  return [program, ...commands.filter((command) => command.name() !== 'help')]
    .map((command) => {
      const help = command.createHelp();
      const title = command === program ? 'every command' : `\`${usageOf(command)}\``;
      const rows = help
        .visibleOptions(command)
        .filter((option) => option.long !== '--help' || command === program)
        .map((option) => `| \`${cell(option.flags)}\` | ${cell(help.optionDescription(option))} |`);
      return [`| ${title} | ${command === program ? '' : cell(command.description())} |`, '|---|---|', ...rows].join(
        '\n',
      );
    })
    .join('\n\n');
}

const usageOf = (command) =>
  [
    'touchstone',
    command.name(),
    ...command.registeredArguments.map((argument) => `[${argument.name()}${argument.variadic ? '…' : ''}]`),
  ].join(' ');

const cell = (text) => text.replaceAll('|', '\\|');

/** The program of the command line, out of the TypeScript sources; nothing of it is run. */
export async function loadProgram(root) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'touchstone-generate-'));
  try {
    const outfile = path.join(folder, 'program.cjs');
    await build({
      absWorkingDir: root,
      entryPoints: ['src/cli/program.ts'],
      outfile,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      mainFields: ['module', 'main'],
      alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
      plugins: [listOfToday(root)],
      logLevel: 'error',
    });
    return createRequire(import.meta.url)(outfile).program(async () => {});
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { setFlagsFromString } from 'node:v8';
import { CommanderError } from 'commander';
import { Failure } from './failure';
import { program } from './program';
import { processTerminal } from './terminal';
import { servedAsThread } from './threads';

// A scan makes much garbage and keeps little; left alone, the heap grows to several times of what is alive before it is looked through.
setFlagsFromString('--heap-growing-percent=100');
// Optimising takes more than it gives in a run of a tenth of a second, and little is lost where it comes later: by default V8
// begins after 66 KB of bytecode or 1.8 MB of WebAssembly in a function. Measured from ten files to four thousand.
setFlagsFromString('--interrupt-budget=1000000');
setFlagsFromString('--wasm-tiering-budget=60000000');

if (!servedAsThread()) void main(process.argv);

/** Runs a command line and sets the exit status. Nothing is cut short by an early exit: reports may still be on their way into a pipe. */
async function main(argv: readonly string[]): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
    process.stdin.destroy(); // nothing else ends a wait for input
    process.exitCode = 130; // 128 + the signal's number, as shells have it
    process.once('SIGINT', () => process.exit(130));
  });
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);

  const root = program(async (command) => {
    const { debug = false, color = true } = root.opts<{ debug?: boolean; color?: boolean }>();
    const status = await command({ terminal: processTerminal({ color }), debug, signal: stop.signal });
    process.exitCode ??= status;
  });
  try {
    if (argv.length <= 2) root.outputHelp();
    else await root.parseAsync(argv);
  } catch (error) {
    if (stop.signal.aborted) return;
    process.exitCode = statusOf(error);
    if (process.exitCode === 2)
      process.stderr.write(
        `touchstone: ${lineOf(error)}\n${argv.includes('--debug') && error instanceof Error ? `${error.stack}\n` : ''}`,
      );
  }
}

/** Help and version are thrown by the parser too, and are no errors. */
const statusOf = (error: unknown): number => (error instanceof CommanderError && error.exitCode === 0 ? 0 : 2);

function lineOf(error: unknown): string {
  if (error instanceof CommanderError)
    return `${error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ')}; "touchstone --help" tells more`;
  if (error instanceof Failure || error instanceof RangeError) return error.message;
  return `this is a bug: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}; run it again with --debug and report what it prints`;
}

/** A reader that went away, as `head` does, ends the output and nothing else. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

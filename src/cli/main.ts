import { CommanderError } from 'commander';
import { Failure } from './failure';
import { program } from './program';
import { processTerminal } from './terminal';
import { servedAsThread } from './threads';

if (!servedAsThread()) void main(process.argv).then(end);

/** Runs a command line and sets the exit status. */
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

/**
 * Ends the process once all that was printed is on its way: reports may be going into a slow pipe. Left to itself, it would
 * wait for what V8 still compiles in the background, which takes as long as scanning a few files.
 */
async function end(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
  process.exit();
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

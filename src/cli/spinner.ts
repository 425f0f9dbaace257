import ora from 'ora';
import type { Progress } from './terminal';

/** Turns on standard error until it is stopped. Ctrl-C must reach the handler of the command line, so it leaves the input alone. */
export function spin(text: string): Progress {
  const spinner = ora({ text, stream: process.stderr, discardStdin: false }).start();
  return { update: (next) => void (spinner.text = next), stop: () => void spinner.stop() };
}

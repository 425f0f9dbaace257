// The entry of the suites in the Node extension host, desktop and remote.
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import { defineSuites, grep } from 'touchstone:suites';
import { report } from './report';

/** A desktop VS Code may lose lines of its console; its runner names a file instead. */
const file = process.env['TOUCHSTONE_TEST_REPORT'];

class Reporter {
  constructor(runner: Mocha.Runner) {
    report(runner, file ? (line) => appendFileSync(file, line + '\n') : undefined);
  }
}

/** Called by VS Code. */
export function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: 20_000,
    reporter: Reporter as unknown as Mocha.ReporterConstructor,
    ...(grep ? { grep } : {}),
  });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, 'suites', mocha);
  defineSuites();
  return new Promise((resolve, reject) =>
    mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve())),
  );
}

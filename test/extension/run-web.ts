// The entry of the suites in the web extension host, a worker of the browser.
import 'mocha/mocha.js';
import { defineSuites, grep } from 'touchstone:suites';
import { report } from './report';

class Reporter {
  constructor(runner: Mocha.Runner) {
    report(runner);
  }
}

/** Called by VS Code. */
export function run(): Promise<void> {
  mocha.setup({
    ui: 'tdd',
    timeout: 20_000,
    reporter: Reporter as unknown as Mocha.ReporterConstructor,
    ...(grep ? { grep } : {}),
  });
  defineSuites();
  return new Promise((resolve, reject) =>
    mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve())),
  );
}

// Tells the runner outside VS Code what happened, one line of JSON per event.
// VS Code's own exit code proves nothing: an extension host that crashes, or calls process.exit(0), counts as passed.
// So the runner demands the `end` event.
import type { Runner } from 'mocha';

/** Must be the one in scripts/host-tests/events.mjs. */
const MARK = '##touchstone-test ';

export type Event =
  | { event: 'pass' | 'skip'; title: string; ms: number }
  | { event: 'fail'; title: string; ms: number; error: string }
  | { event: 'end'; passed: number; failed: number; skipped: number };

/** Sends every event of a mocha run to `send`, and to the console, which VS Code hands on to the runner. */
export function report(runner: Runner, send: (line: string) => void = () => {}): void {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  const emit = (event: Event) => {
    const line = JSON.stringify(event);
    send(line);
    console.log(MARK + line);
  };
  runner.on('pass', (test) => {
    passed++;
    emit({ event: 'pass', title: test.fullTitle(), ms: test.duration ?? 0 });
  });
  runner.on('pending', (test) => {
    skipped++;
    emit({ event: 'skip', title: test.fullTitle(), ms: 0 });
  });
  runner.on('fail', (test, error) => {
    failed++;
    emit({
      event: 'fail',
      title: test.fullTitle(),
      ms: test.duration ?? 0,
      error: String(error?.stack ?? error).slice(0, 4000),
    });
  });
  runner.on('end', () => emit({ event: 'end', passed, failed, skipped }));
}

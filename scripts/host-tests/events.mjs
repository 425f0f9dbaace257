// Reads what test/extension/report.ts sends, prints it, and keeps the count.

/** Must be the one in test/extension/report.ts. */
const MARK = '##touchstone-test ';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

export class Events {
  /** @type {Counts | undefined} set by the `end` event: without it the run proves nothing */
  counts;
  /** The last lines that were not events, to show when a run goes wrong. @type {string[]} */
  noise = [];
  /** What was seen so far, for a run that never ends. */
  #seen = { passed: 0, failed: 0, skipped: 0 };

  constructor({ verbose = false } = {}) {
    this.verbose = verbose;
  }

  /** Takes one line of a console. */
  line(text) {
    const at = text.indexOf(MARK);
    if (at >= 0) return this.event(text.slice(at + MARK.length));
    this.noise.push(text.slice(0, 500));
    if (this.noise.length > 1000) this.noise.shift();
    if (this.verbose) console.error(text.slice(0, 500));
  }

  /** Takes one event as JSON. */
  event(json) {
    const event = JSON.parse(json);
    const time = event.ms > 100 ? ` (${event.ms} ms)` : '';
    if (event.event === 'pass') (this.#seen.passed++, console.log(`  ok    ${event.title}${time}`));
    if (event.event === 'skip') (this.#seen.skipped++, console.log(`  skip  ${event.title}`));
    if (event.event === 'fail')
      (this.#seen.failed++, console.log(`  FAIL  ${event.title}${time}\n${event.error.replace(/^/gm, '        ')}`));
    if (event.event === 'end') this.counts = { passed: event.passed, failed: event.failed, skipped: event.skipped };
  }

  /**
   * The result of the run. `why` says what went wrong around the tests, if anything did.
   * @returns {Counts & { why?: string }} a run that went wrong has at least one failure
   */
  result(why) {
    const counts = this.counts ?? this.#seen;
    const wrong =
      why ??
      (!this.counts ? 'the extension host ended before the tests did' : undefined) ??
      (counts.passed + counts.failed === 0 ? 'no test ran' : undefined);
    if (!wrong) return counts;
    return { ...counts, failed: counts.failed + 1, why: wrong };
  }
}

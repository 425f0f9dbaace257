import assert from 'node:assert/strict';
import { Automaton, type Watched } from '../../../src/readers/prefilter/automaton';
import { isNameUnit } from '../../../src/readers/python/nearby';

type Found = readonly [string: number, end: number];

/** What is in a text, by looking for each string at each place. */
function expected(strings: readonly Watched[], text: string): Found[] {
  const lower = text.toLowerCase();
  const found: Found[] = [];
  for (let end = 1; end <= text.length; end++)
    strings.forEach((string, index) => {
      const start = end - string.text.length;
      if (start < 0 || !lower.startsWith(string.text.toLowerCase(), start)) return;
      if (string.whole && (isNameUnit(text.charCodeAt(start - 1)) || isNameUnit(text.charCodeAt(end)))) return;
      found.push([index, end]);
    });
  return found;
}

function scanned(automaton: Automaton, text: string | Uint8Array, once?: Uint8Array): Found[] {
  const found = automaton.find(text, once);
  return Array.from({ length: found.length / 2 }, (_, i): Found => [found[2 * i]!, found[2 * i + 1]!]);
}

const inOrder = (found: readonly Found[]): Found[] => [...found].sort((a, b) => a[1] - b[1] || a[0] - b[0]);

describe('the automaton', () => {
  let seed = 5;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const someOf = (units: string, most: number): string =>
    Array.from({ length: 1 + random(most) }, () => units[random(units.length)]).join('');

  it('finds what looking at every place finds, in texts and bytes', () => {
    let all = 0;
    for (let round = 0; round < 400; round++) {
      const byText = new Map<string, Watched>();
      for (let i = 0; i < 12; i++) {
        const whole = random(2) === 0;
        const text = someOf(whole ? 'abA_1' : 'ab_"=. ', 4);
        byText.set(`${whole}${text.toLowerCase()}`, { text, whole });
      }
      const strings = [...byText.values()];
      const automaton = new Automaton(strings);
      for (let i = 0; i < 4; i++) {
        const text = someOf('aabbAB__1"=. (\né', 60);
        const wanted = inOrder(expected(strings, text));
        all += wanted.length;
        assert.deepEqual(inOrder(scanned(automaton, text)), wanted, JSON.stringify({ strings, text }));
        const bytes = Buffer.from(text);
        const inBytes = wanted.map(([string, end]): Found => [string, Buffer.byteLength(text.slice(0, end))]);
        assert.deepEqual(inOrder(scanned(automaton, bytes)), inBytes);
      }
    }
    assert.ok(all > 5000);
  });

  it('tells of a string once where that is enough', () => {
    const automaton = new Automaton([
      { text: 'os', whole: true },
      { text: 'key', whole: false },
    ]);
    const text = 'os, os.environ["KEY"]\nkeys, os';
    for (const stored of [text, Buffer.from(text)])
      for (let again = 0; again < 2; again++)
        assert.deepEqual(
          scanned(automaton, stored, Uint8Array.of(1, 0)).map(([string]) => string),
          [0, 1, 1],
        );
  });

  it('begins anew when there are too many states, and loses nothing', function () {
    this.timeout(60_000);
    const strings = Array.from({ length: 20_000 }, (_, i): Watched => ({
      text: `w${(i * 7919).toString(36).padStart(5, 'q')}`,
      whole: i % 2 === 0,
    }));
    const automaton = new Automaton(strings);
    const text = strings.map(({ text }) => text).join('\n');
    for (const stored of [text, Buffer.from(text)]) {
      const found = scanned(automaton, stored);
      assert.deepEqual(
        found.filter(([string]) => strings[string]!.whole).map(([string]) => string),
        [...strings.keys()].filter((index) => strings[index]!.whole),
      );
      assert.ok(found.length >= 20_000);
    }
  });

  it('takes only words as whole words, only ASCII, and each once', () => {
    assert.throws(() => new Automaton([{ text: 'a-b', whole: true }]), /is not a word/);
    assert.throws(() => new Automaton([{ text: 'é', whole: false }]), /is not ASCII/);
    assert.throws(
      () =>
        new Automaton([
          { text: 'a', whole: false },
          { text: 'A', whole: false },
        ]),
      /there twice/,
    );
  });
});

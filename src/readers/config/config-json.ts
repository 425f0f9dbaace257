import { createScanner, visit, type ParseError } from 'jsonc-parser';
import { rangeOf, type Range } from '../../core/range';
import { withoutQuotes, type ConfigCollector } from './config-collector';

const DEEPEST = 100;

/** Reads JSON and JSON with comments. Broken text gives all that stands around the break. */
export function readJson(text: string, collector: ConfigCollector): void {
  if (nestingOf(text) > DEEPEST) {
    collector.say(`values are nested deeper than ${DEEPEST} levels; the file is not read`);
    return;
  }
  let broken = false;
  // The root is no container, so the first value's path is empty.
  const path: { key: string; range: Range | null; index: number | null }[] = [];
  const keys = (): string[] => path.map(({ key, index }) => (index === null ? key : String(index)));
  const next = (): void => {
    const last = path.at(-1);
    if (last !== undefined && last.index !== null) last.index++;
  };
  visit(
    text,
    {
      onObjectBegin: () => {
        path.push({ key: '', range: null, index: null });
      },
      onObjectEnd: () => {
        path.pop();
      },
      onArrayBegin: () => {
        path.push({ key: '', range: null, index: 0 });
      },
      onArrayEnd: () => {
        path.pop();
      },
      onObjectProperty: (name, offset, length) => {
        const last = path.at(-1);
        if (last !== undefined) Object.assign(last, { key: name, range: rangeOf(offset, offset + length) });
      },
      onSeparator: (character) => {
        if (character === ',') next();
      },
      onLiteralValue: (value: unknown, offset, length) => {
        const literal = rangeOf(offset, Math.min(offset + length, text.length));
        const keyRange = path.at(-1)?.range ?? null;
        collector.add(
          keys(),
          String(value),
          keyRange === null ? null : withoutQuotes(text, keyRange),
          withoutQuotes(text, literal),
          literal,
        );
      },
      onComment: (offset, length) => {
        collector.addComment(offset, Math.min(offset + length, text.length));
      },
      onError: (_error: ParseError['error']) => {
        broken = true;
      },
    },
    { disallowComments: false, allowTrailingComma: true },
  );
  if (broken) collector.say('the JSON is not complete; what can be read is read');
}

/** How deep brackets go: counted without recursion, because the parser recurses. */
function nestingOf(text: string): number {
  const scanner = createScanner(text, true);
  let depth = 0;
  let deepest = 0;
  for (let token = scanner.scan(); token !== 17 /* EOF */; token = scanner.scan()) {
    if (token === 1 || token === 3) deepest = Math.max(deepest, ++depth);
    else if (token === 2 || token === 4) depth--;
  }
  return deepest;
}

import { rangeOf } from '../../core/range';
import type { ConfigCollector } from './config-collector';

/** Reads a `.netrc` file: `machine HOST login NAME password VALUE` in any line layout. Source: the netrc(5) manual page. */
export function readNetrc(text: string, collector: ConfigCollector): void {
  let machine = 'default';
  let key: { readonly name: string; readonly start: number } | null = null;
  for (const word of text.matchAll(/#[^\r\n]*|"(?:[^"\\\r\n]|\\.){0,1000}"|[^\s"#][^\s]*/g)) {
    const [token] = word;
    const start = word.index;
    if (token.startsWith('#') && key === null) {
      collector.addComment(start, start + token.length);
    } else if (key === null) {
      if (/^(?:machine|login|password|account)$/.test(token)) key = { name: token, start };
      else if (token === 'default') machine = 'default';
    } else {
      const quoted = token.length >= 2 && token.startsWith('"') && token.endsWith('"');
      const inner = quoted ? rangeOf(start + 1, start + token.length - 1) : rangeOf(start, start + token.length);
      const value = text.slice(inner.start, inner.end);
      if (key.name === 'machine') machine = value;
      else
        collector.add(
          [machine, key.name],
          value,
          rangeOf(key.start, key.start + key.name.length),
          inner,
          rangeOf(start, start + token.length),
        );
      key = null;
    }
  }
}

import { rangeOf } from '../../core/range';
import { linesOf, withoutQuotes, type ConfigCollector } from './config-collector';

/**
 * Reads INI, `.cfg`, `.conf` and Java properties: sections, `key = value`, `key: value`, `#`, `;` and `!` comments, values
 * that go on in indented lines (each is an entry of its own under the same key). Source: Python's configparser. Terraform and HOCON
 * have `// ` comments too; npm's configuration names a registry's settings by its address: `//registry/:_authToken=…`.
 */
export function readIni(text: string, collector: ConfigCollector): void {
  let section: string[] = [];
  let key: string | null = null;
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    const indent = /^[\s\uFEFF]*/.exec(line)![0].length;
    const rest = line.slice(indent);
    if (rest === '') {
      key = null;
    } else if (/^(?:[#;!]|\/\/(?:\s|touchstone:))/.test(rest)) {
      collector.addComment(start + indent, end);
    } else if (rest.startsWith('[')) {
      const close = rest.indexOf(']');
      section = [rest.slice(1, close === -1 ? undefined : close).trim()];
      key = null;
      if (close === -1) collector.say('a section header is not closed');
    } else {
      key = readLine(text, line, start, indent, section, key, collector);
    }
  }
}

function readLine(
  text: string,
  line: string,
  start: number,
  indent: number,
  section: readonly string[],
  open: string | null,
  collector: ConfigCollector,
): string | null {
  const match = /^(\s*)(?:(\/\/[^=\n]{1,200}?)\s*=|([^=:\s][^=:\n]{0,200}?)\s*[=:])\s*/.exec(line.slice(0, 4000));
  const name = match?.[2] ?? match?.[3] ?? '';
  const continues = indent > 0 && open !== null && (match === null || !/^(["']?)[\w.-]+\1$/.test(name));
  if (match === null || continues) {
    const bare = line.trim();
    if (open === null) return null;
    addValue(
      text,
      [...section, open],
      null,
      start + line.indexOf(bare),
      start + line.indexOf(bare) + bare.length,
      collector,
    );
    return open;
  }
  // HOCON quotes its keys.
  const key = name.replace(/^(["'])([\w.-]+)\1$/, '$2');
  const keyStart = start + match[1]!.length;
  addValue(
    text,
    [...section, key],
    { start: keyStart, end: keyStart + name.length },
    start + match[0].length,
    start + line.length,
    collector,
  );
  return key;
}

function addValue(
  text: string,
  keys: readonly string[],
  keyRange: { start: number; end: number } | null,
  from: number,
  to: number,
  collector: ConfigCollector,
): void {
  const raw = text.slice(from, to);
  const quoted = /^(["'])(?:(?!\1).){0,4000}\1(?=\s*(?:(?:[#;]|\/\/).*)?$)/.exec(raw);
  const comment = quoted === null ? /\s(?:[#;]|\/\/\s*touchstone:)/.exec(raw) : null;
  const literal = quoted?.[0] ?? (comment === null ? raw : raw.slice(0, comment.index)).trimEnd();
  const range = rangeOf(from, from + literal.length);
  const inner = withoutQuotes(text, range);
  collector.add(keys, text.slice(inner.start, inner.end), keyRange, inner, range);
  const hash = raw.slice(literal.length).search(/[#;]|\/\//);
  if (hash !== -1) collector.addComment(from + literal.length + hash, to);
}

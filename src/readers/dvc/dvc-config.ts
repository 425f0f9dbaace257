import type { ConfigEntry } from '../../core/config-facts';
import type { DvcConfigFacts, DvcOption } from '../../core/dvc-facts';

/** `.dvc/config` and `.dvc/config.local`. */
export const isDvcConfig = (path: string): boolean => /(?:^|\/)\.dvc\/config(?:\.local)?$/.test(path);

/**
 * The options of DVC's configuration, from the entries of an INI file. Sections of remotes and databases have a name, in quotes within
 * quotes: `['remote "store"']`. Source: DVC 3.67, `dvc/config.py`.
 */
export function readDvcOptions(path: string, text: string, entries: readonly ConfigEntry[]): DvcConfigFacts {
  const options: DvcOption[] = [];
  for (const { keys, key, value, keyRange, valueRange } of entries) {
    const header = keys.length > 1 ? keys[0]! : '';
    const before = options.at(-1);
    if (keyRange === null) {
      // A value that goes on in the next line: of it the first line says enough.
      if (before === undefined) continue;
      options.push({ ...before, value, valueRange });
      continue;
    }
    const bare = header.replace(/^(["'])(.*)\1$/s, '$2').trim();
    const named = /^([\w-]+)\s+["'](.*)["']$/s.exec(bare);
    options.push({
      section: (named?.[1] ?? bare).toLowerCase(),
      name: named?.[2] ?? null,
      key: key.toLowerCase(),
      value,
      keyRange,
      valueRange,
      header: `[${header}]`,
    });
  }
  return { kind: 'dvc-config', path, text, options };
}

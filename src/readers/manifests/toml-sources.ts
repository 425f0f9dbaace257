import type { TomlNode, TomlTable } from '../toml/toml-tree';
import type { ManifestEntries } from './entries';

/** `verify_ssl = false` of a source is what `--trusted-host` is. */
export function addUnchecked(source: TomlTable, url: string, out: ManifestEntries): void {
  const entry = source.entries.get('verify_ssl');
  if (entry?.node.kind !== 'scalar' || entry.node.value !== 'false') return;
  const host = /^[a-z]+:\/\/(?:[^/@]*@)?([^/:]+)/i.exec(url)?.[1] ?? url;
  out.addOption('--trusted-host', host, entry.node.range, entry.pairRange ?? entry.node.range);
}

export const isTrue = (table: TomlTable, key: string): boolean => {
  const node: TomlNode | undefined = table.entries.get(key)?.node;
  return node?.kind === 'scalar' && node.value === 'true';
};

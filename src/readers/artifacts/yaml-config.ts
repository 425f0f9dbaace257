import { isAlias, isScalar, parseDocument, visit } from 'yaml';
import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { isParsableYaml } from '../yaml/parsable';
import { pythonTags } from './yaml-tags';

/**
 * Configurations in YAML, as NeMo packs them with its weights and Lightning writes them beside them: what hydra's `_target_` has
 * imported and called, and what PyYAML's tags of Python name. Lightning itself writes such tags, so they count for what they name.
 */
export async function readYamlConfig(text: string, part: ArtifactPart, record: ArtifactRecord): Promise<void> {
  if (!/_target_|python\//.test(text)) return;
  record.budget.step(text.length);
  if (!isParsableYaml(text)) return record.sign('not-read', part, 0, 'it is nested too deeply, or too long');
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
  for (const { tag, at } of pythonTags(document, text)) {
    const name = /python\/(?:name|module|object(?:\/apply|\/new)?):(.+)$/.exec(tag)?.[1];
    if (name !== undefined) record.sign('target', part, at, name);
  }
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== '_target_') return;
      const found = isAlias(value) ? value.resolve(document) : value;
      if (isScalar(found) && typeof found.value === 'string')
        record.sign('target', part, found.range?.[0] ?? null, found.value);
    },
  });
}

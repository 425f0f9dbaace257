import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import type { MappedText } from '../../core/mapped-text';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { ManifestEntries } from '../manifests/entries';
import { scalarText } from '../config/yaml-scalar';

/**
 * A conda environment: match specifications, and lines of pip in a list of their own; and MLflow's `python_env.yaml`, which has lines of
 * pip alone. `roots`: the documents as the parser sees them. Sources: conda, Creating an environment file; MLflow, Environment.
 */
export function readCondaEnvironment(
  roots: readonly unknown[],
  text: string,
  path: string,
): readonly RequirementsFacts[] {
  const conda = new ManifestEntries(path, text, 'conda');
  const pip = new ManifestEntries(path, text, 'pip');
  const isPython = /(?:^|\/)python_env\.ya?ml$/i.test(path);
  for (const root of roots) {
    if (!isMap(root)) continue;
    for (const item of itemsOf(root.get('channels', true), text)) conda.addIndex('--channel', item, null);
    for (const item of itemsOf(root.get('build_dependencies', true), text))
      pip.addLine(item, { name: 'build_dependencies', group: null, use: 'build' });
    const dependencies = root.get('dependencies', true);
    if (!isSeq(dependencies)) continue;
    const list = { name: 'dependencies', group: null, use: 'application' } as const;
    for (const item of dependencies.items) {
      const written = textIn(item, text);
      if (written !== null) {
        if (isPython) pip.addLine(written, list);
        else conda.addConda(written, list);
      }
      if (!isMap(item)) continue;
      for (const line of itemsOf(item.get('pip', true), text)) pip.addLine(line, { ...list, name: 'dependencies.pip' });
    }
  }
  return [conda, pip].filter(({ isEmpty }) => !isEmpty).map((each) => each.facts());
}

function itemsOf(list: unknown, text: string): readonly MappedText[] {
  return isSeq(list) ? list.items.flatMap((item) => textIn(item, text) ?? []) : [];
}

/** Of an anchored value the place where it is written; aliases are not followed. */
const textIn = (node: unknown, text: string): MappedText | null =>
  isScalar(node) && typeof node.value === 'string' ? (scalarText(node as Scalar, text)?.text ?? null) : null;

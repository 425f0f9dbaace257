import { isMap, isScalar, type Scalar } from 'yaml';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { scalarText } from '../config/yaml-scalar';
import { ManifestEntries } from '../manifests/entries';

/** The environments that a project of MLflow may name, by the installer that makes them. Source: MLflow, MLflow Projects, Specifying an environment. */
const ENVIRONMENTS = [
  ['python_env', 'pip'],
  ['conda_env', 'conda'],
  ['uv_env', 'uv'],
] as const;

/**
 * The file of requirements that `python_env:` or `conda_env:` names, as the option of an installer that reads it: what stands in that file
 * is told there. The image of `docker_env:` is a value of the configuration.
 */
export function readMlproject(roots: readonly unknown[], text: string, path: string): readonly RequirementsFacts[] {
  const found: RequirementsFacts[] = [];
  for (const root of roots) {
    if (!isMap(root)) continue;
    for (const [key, installer] of ENVIRONMENTS) {
      const node: unknown = root.get(key, true);
      const named = isScalar(node) && typeof node.value === 'string' ? scalarText(node as Scalar, text)?.text : null;
      if (!named || named.length === 0) continue;
      const entries = new ManifestEntries(path, text, installer);
      entries.addOption('--requirement', named.text, named.range());
      found.push(entries.facts());
    }
  }
  return found;
}

import { isAlias, isScalar, parseDocument, visit } from 'yaml';
import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { isParsableYaml } from '../yaml/parsable';
import { leadsOutside } from './member-names';
import { pythonTags } from './yaml-tags';

/** Modules of MLflow that load models, and `loader_module` of its own flavours. */
const LOADERS = /^mlflow(?:\.[a-z_]+)*$/;
/** Keys whose values are paths in the folder of the model. */
const PATHS =
  /^(?:data|code|artifacts?|path|model_data|python_model|env|conda|virtualenv|pickled_model|saved_input_example_info|artifact_path|model_code_path)$/;

/** MLflow's `MLmodel`: which module loads it, which code comes with it, and tags of YAML that Python acts upon. */
export async function readMlmodel(text: string, part: ArtifactPart, record: ArtifactRecord): Promise<void> {
  record.format('mlmodel');
  record.budget.step(text.length);
  if (!isParsableYaml(text)) return record.sign('invalid-header', part, 0, 'it is nested too deeply, or too long');
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
  const tags = pythonTags(document, text);
  for (const error of document.errors.slice(0, 3))
    if (tags.length === 0) record.sign('invalid-header', part, error.pos[0], 'it is no YAML');
  for (const { tag, at } of tags) record.sign('yaml-tag', part, at, tag.trim());
  visit(document, {
    Pair(_, pair) {
      const { key } = pair;
      const value = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
      if (!isScalar(key) || typeof key.value !== 'string') return;
      if (isScalar(value) && typeof value.value === 'string')
        signEntry(key.value, value.value, value.range?.[0] ?? null, part, record);
    },
  });
}

function signEntry(
  key: string,
  value: string,
  offset: number | null,
  part: ArtifactPart,
  record: ArtifactRecord,
): void {
  if (key === 'loader_module' && !LOADERS.test(value)) record.sign('loader-module', part, offset, value);
  else if (key === 'python_model' || key === 'model_code_path') record.sign('python-file', part, offset, value);
  else if (key === 'code' && value !== '') record.sign('python-file', part, offset, value);
  if (PATHS.test(key) && (leadsOutside(value) || /^[a-z][a-z0-9+.-]*:\/\//i.test(value)))
    record.sign('external-data', part, offset, value);
  if (key === 'mlflow_version' || key === 'run_id' || key === 'model_uuid') record.note(`mlflow.${key}`, value);
}

import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { isObject, jsonOf, jsonValues } from './json-text';

/** Nodes that call what they name while they are loaded, whatever it is (skops/io/_general.py, _utils.py). */
const CALLING = /^(?:FunctionNode|PartialNode|MethodNode|OperatorFuncNode|ReduceNode|CodecsEncodeNode)$/;

/**
 * `schema.json` of skops: each object names its module and class, and `skops.io.load` imports what the user trusts. Unlike a
 * pickle it asks first; what is named counts all the same.
 */
export async function readSkopsSchema(text: string, part: ArtifactPart, record: ArtifactRecord): Promise<void> {
  record.budget.step(text.length >> 5);
  const schema = jsonOf(text);
  if (!isObject(schema) || !('__loader__' in schema)) return;
  record.format('skops');
  if (typeof schema['_skops_version'] === 'string') record.note('skops.version', schema['_skops_version']);
  for (const { value, pointer } of jsonValues(schema, record.budget)) {
    if (!isObject(value)) continue;
    const { __module__: module, __class__: name, __loader__: loader } = value;
    if (typeof module !== 'string' || typeof name !== 'string') continue;
    const isCalling = typeof loader === 'string' && CALLING.test(loader);
    record.sign('target', part, null, `${module}.${name}${isCalling ? ' called' : ''}`, pointer);
  }
}

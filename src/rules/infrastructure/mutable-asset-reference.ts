import type { Range } from '../../core/range';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { mapsIn, type SourceLeaf, type SourceTree } from '../../core/tree';

export default defineRule({
  id: 'mutable-asset-reference',
  severity: 'info',
  category: 'infrastructure',
  title: 'Asset without a version',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0109'],
  docs: {
    what: 'A job or deployment takes a model, environment or data asset by whatever is newest: `azureml:name@latest` of Azure ML, `storageUri: hf://organisation/model` of KServe without `:revision`. Versions (`azureml:name:4`), labels of other names and values that a template fills in are not reported.',
    why: 'Whoever may register an asset changes what runs here, and a job that is run again is another one.',
    fix: 'Name the version: `azureml:name:4`, `hf://organisation/model:commit`.',
    references: [
      'https://learn.microsoft.com/en-us/azure/machine-learning/how-to-manage-environments-v2',
      'https://kserve.github.io/website/docs/model-serving/storage/providers/hf',
    ],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ settings, objects }: InfrastructureFacts, context: Context): void {
  for (const { type, value, valueRange } of settings)
    if (type.startsWith('azureml:') && /^azureml:(?:\/\/)?[\w./-]{1,200}@latest$/.test(value))
      report(valueRange, 'The newest version is taken here, whoever registers it.', context);
  for (const { kind, tree } of objects) {
    if (!/^(?:InferenceService|LLMInferenceService|TrainedModel)$/.test(kind)) continue;
    for (const leaf of storageOf(tree))
      if (/^hf:\/\/[\w.-]+\/[\w.-]+$/.test(leaf.text ?? ''))
        report(leaf.range, 'The model is taken as it is today: no revision is named.', context);
  }
}

const report = (range: Range, message: string, context: Context): void => context.report({ range, message });

const storageOf = (tree: SourceTree): readonly SourceLeaf[] =>
  [...mapsIn(tree)].flatMap((map) =>
    map.entries.flatMap(({ key, value }) => (/^(?:storageUri|uri)$/.test(key) && value.kind === 'leaf' ? [value] : [])),
  );

import type { InfrastructureFacts } from '../../../core/infrastructure-facts';
import type { Range } from '../../../core/range';

/** Namespaces of a document in which a workload asks for accelerators, each with the first one; '' where none is said. */
export function namespacesWithGpus(
  facts: InfrastructureFacts,
): readonly { readonly namespace: string; readonly range: Range }[] {
  if (facts.format !== 'kubernetes') return [];
  const found = new Map<string, Range>();
  for (const { containers, namespace, range } of facts.workloads) {
    // What a chart is given is not known, and so not missing.
    if (facts.objects.some((object) => object.range.start === range.start && object.templated)) continue;
    if (containers.some(({ gpus }) => gpus !== null && gpus > 0) && !found.has(namespace ?? ''))
      found.set(namespace ?? '', range);
  }
  return [...found].map(([namespace, range]) => ({ namespace, range }));
}

import type { Component, Inventory } from '../inventory';
import { order } from '../order';
import type { BomComposition, BomDependency } from './document';

/** An empty `dependsOn` means that there are none, so a component whose dependencies are not known gets no entry. */
export function dependencies(inventory: Inventory): BomDependency[] {
  const targets = new Map<string, string[]>();
  for (const relation of inventory.relations) {
    if (relation.kind !== 'depends-on') continue;
    const known = targets.get(relation.from);
    if (known === undefined) targets.set(relation.from, [relation.to]);
    else known.push(relation.to);
  }
  const refs = inventory.components
    .filter((component) => component.kind !== 'run' && (component.dependenciesKnown || targets.has(component.ref)))
    .map((component) => component.ref);
  return [inventory.root.ref, ...refs.sort(order)].map((ref) => ({
    ref,
    dependsOn: targets.get(ref) ?? [],
  }));
}

/** What the document does not claim to know. The project itself is never `complete`: code may use what no manifest names. */
export function compositions(inventory: Inventory): BomComposition[] {
  const components = inventory.components.filter((component) => component.kind !== 'run');
  const refs = (wanted: (component: Component) => boolean): string[] =>
    components
      .filter(wanted)
      .map((component) => component.ref)
      .sort(order);
  const incomplete = inventory.incomplete.length > 0 || components.some((component) => component.unresolved !== null);
  const groups: BomComposition[] = [
    {
      aggregate: incomplete ? 'incomplete' : 'unknown',
      assemblies: [inventory.root.ref],
      dependencies: [inventory.root.ref],
    },
    { aggregate: 'incomplete', assemblies: refs((component) => component.unresolved !== null) },
    { aggregate: 'complete', dependencies: refs((component) => component.dependenciesKnown) },
    { aggregate: 'unknown', dependencies: refs((component) => !component.dependenciesKnown) },
  ];
  return groups.filter((group) => (group.assemblies ?? []).length > 0 || (group.dependencies ?? []).length > 0);
}

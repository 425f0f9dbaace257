import type { Note } from '../core/finding';
import type { CallFact, PythonFacts } from '../core/python-facts';
import { argumentOf } from '../core/python-facts';
import type { Range } from '../core/range';
import { stringOf, truthOf } from '../core/value';
import type { ModelReference } from '../analysis/models/reference';
import { isPlaceholderPublisher } from '../analysis/models/placeholder-names';
import { isFolderName } from '../analysis/models/model-id';
import { modelReferencesOf } from '../analysis/models/reference';
import type { Component, Occurrence, Property } from './inventory';
import { describeReferenced } from './model-components';
import type { Lookups } from './lookups';

/** A program whose calls are searched, with the way from its offsets to files and cells. */
export interface CodeSource {
  readonly path: string;
  readonly facts: PythonFacts;
  locate(offset: number): {
    readonly path: string;
    readonly cell: number | null;
    readonly line: number;
    readonly column: number;
  };
}

export interface FoundModels {
  readonly components: readonly Component[];
  readonly incomplete: readonly Note[];
}

/** The models and data sets that a program loads by a name its code shows. */
export async function findModels(source: CodeSource, lookups: Lookups): Promise<FoundModels> {
  const components: Component[] = [];
  const unnamed: number[] = [];
  for (const call of source.facts.calls) {
    for (const reference of modelReferencesOf(call)) {
      if (!isInventoried(reference)) continue;
      const place = occurrenceOf(source, call, reference.idRange);
      if (reference.id === null) {
        if (reference.local !== true && !reference.guessed) unnamed.push(place.line ?? 0);
        continue;
      }
      if (isStandIn(reference.id) || isOutput(reference)) continue;
      const component = await describeReferenced(reference, reference.id, call, source.path, lookups);
      // A folder that is not there is where the program writes, whatever the hub may have of that name.
      const isFolder =
        component?.ref.includes(':huggingface/') === true && isFolderName(reference.id.split('/', 1)[0]!);
      if (component !== null && !isFolder)
        components.push({
          ...component,
          direct: true,
          occurrences: [place],
          properties: [...component.properties, ...usage(call, reference)],
          task: taskOf(call, reference),
        });
    }
  }
  return {
    components,
    incomplete: unnamed.length > 0 ? [{ path: source.path, message: unnamedMessage(unnamed) }] : [],
  };
}

/** Metrics and spaces are programs, not models or data; they have no place in the inventory yet. */
const isInventoried = (reference: ModelReference): boolean =>
  reference.repoType === 'model' || reference.repoType === 'dataset';

/** `path-to-your-model`, `<model>`, `your-username/model`: the reader puts a name there. */
const isStandIn = (id: string): boolean =>
  /^(?:path[-_ ]?to[-_ /]|your[-_ ])|[<>{}]/iu.test(id) ||
  id.split('/').some((part, index) => index === 0 && id.includes('/') && isPlaceholderPublisher(part));

/** Where the program writes unless somebody says otherwise: what it loads from there it has made itself. */
const isOutput = ({ idValue }: ModelReference): boolean =>
  idValue.kind === 'string' &&
  idValue.via === 'default' &&
  /(?:^|[._-])(?:out(?:put)?|sav(?:e|ed|ing)|export(?:ed)?|results?|logging|work(?:ing)?)(?:[-_]?(?:model|to))?[-_]?(?:dir(?:ectory)?|path|folder|name|root)?$/iu.test(
    idValue.label ?? '',
  );

/** What each use adds: how the thing is loaded, not what it is. */
function usage(call: CallFact, reference: ModelReference): readonly Property[] {
  const configuration =
    reference.repoType === 'dataset' && reference.library === 'datasets'
      ? stringOf(argumentOf(call, 'name', 1)?.value)
      : undefined;
  return [
    { name: 'loads', value: reference.loads },
    ...(configuration === undefined ? [] : [{ name: 'configuration', value: configuration }]),
    ...(truthOf(argumentOf(call, 'trust_remote_code')?.value) === true || reference.code === 'always'
      ? [{ name: 'runsRemoteCode', value: 'true' }]
      : []),
    ...(reference.idValue.kind === 'string' && reference.idValue.via === 'default'
      ? [{ name: 'nameFrom', value: 'default value' }]
      : []),
    ...(reference.pinning === 'commit' ? [] : [{ name: 'pinned', value: 'false' }]),
  ];
}

/** `pipeline("text-classification", …)` says what the model is for; nothing else does. */
function taskOf(call: CallFact, reference: ModelReference): string | null {
  const isPipeline = reference.loads === 'pipeline' && reference.library === 'transformers';
  return (isPipeline ? stringOf(argumentOf(call, 'task', 0)?.value) : undefined) ?? null;
}

function occurrenceOf(source: CodeSource, call: CallFact, range: Range): Occurrence {
  const { path, cell, line, column } = source.locate(range.start);
  return { path, cell, line, column, symbol: call.callee.startsWith('?') ? call.callee.slice(2) : call.callee };
}

function unnamedMessage(lines: readonly number[]): string {
  const shown = [...new Set(lines)]
    .sort((a, b) => a - b)
    .slice(0, 10)
    .join(', ');
  return lines.length === 1
    ? `line ${shown} loads a model or data set whose name the code does not say`
    : `${lines.length} models or data sets are loaded by names that the code does not say (lines ${shown}${lines.length > 10 ? ', …' : ''})`;
}

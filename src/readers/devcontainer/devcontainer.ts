import type { PrivilegeFact, WorkloadFact } from '../../core/infrastructure-facts';
import { childOf, itemsIn, treeText, textsIn, type SourceTree } from '../../core/tree';
import { mountIn, privilegesOfOptions } from '../infrastructure/run-options';
import type { CommandWords } from '../kubernetes/containers';
import { capabilityAt, switchedOn } from '../kubernetes/privileges';
import { workloadOfJob } from '../workflows/pipeline';

const PATH = /(?:^|\/)\.?devcontainer(?:\/(?:[^/]+\/)?devcontainer)?\.json$/;

/** Whether a path is that of a development container. Source: containers.dev, Dev Container metadata reference. */
export const isDevcontainer = (path: string): boolean => PATH.test(path);

/** The development container that a file describes. */
export function devcontainerOf(root: SourceTree): WorkloadFact {
  const words = textsIn(childOf(root, 'runArgs'));
  const privileges: readonly PrivilegeFact[] = [
    ...privilegesOfOptions(words),
    ...switchedOn(root, 'privileged', 'privileged'),
    ...textsIn(childOf(root, 'capAdd')).map(({ text, range }) => capabilityAt(text, range)),
    ...itemsIn(root, 'mounts').flatMap((mount) =>
      mount.kind === 'leaf'
        ? mountIn(mount.text ?? '', mount.range)
        : mountIn(`source=${treeText(mount, 'source') ?? ''},`, mount.range),
    ),
  ];
  const range = childOf(root, 'name')?.range ?? { start: root.range.start, end: root.range.start + 1 };
  return { ...workloadOfJob(treeText(root, 'name') ?? 'devcontainer', range, privileges), kind: 'devcontainer' };
}

const LIFECYCLE = [
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
];

/** What it runs: a text for a shell, the words of a program, or several of these by name. */
export const lifecycleCommands = (root: SourceTree): readonly CommandWords[] =>
  [...LIFECYCLE, 'initializeCommand'].flatMap((key) => commandsIn(childOf(root, key)));

function commandsIn(command: SourceTree | undefined): readonly CommandWords[] {
  if (command === undefined) return [];
  if (command.kind === 'map') return command.entries.flatMap(({ value }) => commandsIn(value));
  if (command.kind === 'leaf') return command.words === null ? [] : [{ image: null, words: [], script: command }];
  const words = textsIn(command).filter((word) => word.words !== null);
  return words.length === 0 ? [] : [{ image: null, words, script: null }];
}

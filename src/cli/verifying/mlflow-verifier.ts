import path from 'node:path';
import type { VerifiedItem, VerifiedState } from '../../report/verification';
import { foldersFrom, isAtOrBelow, shownFrom, type FoundChecks, type Verifier } from './verifier';
import { entriesOf, isMlmodel, recordsBelow } from './walk';

/** Files of a model that are looked at; what has more is unknown. */
const MOST_FILES = 100_000;

/**
 * Models of MLflow, by the locks and signatures that cover their files: MLflow itself records no digest of any. An item stands for
 * the folder of one, and its state is that of the file that is worst.
 */
export const MLFLOW_VERIFIER: Verifier = {
  name: 'mlflow',
  async find(named, { cwd }) {
    const models = new Set<string>();
    for (const each of named) {
      for (const at of recordsBelow(each)) if (isMlmodel(at)) models.add(path.dirname(at));
      const around = foldersFrom(each).find((folder) => entriesOf(folder).some(({ name }) => isMlmodel(name)));
      if (around !== undefined) models.add(around);
    }
    const folders = [...models].sort();
    return {
      checks: [],
      speaksOf: ({ at }) =>
        folders.some((folder) => isAtOrBelow(at, folder) || isAtOrBelow(folder, at)) ? 'recorded' : null,
      conclude: (items, found) => folders.map((folder) => modelItem(folder, cwd, items, found)),
    };
  },
};

const WORST: readonly VerifiedState[] = ['differs', 'missing', 'unknown', 'verified'];

function modelItem(
  folder: string,
  cwd: string,
  items: readonly VerifiedItem[],
  found: readonly FoundChecks[],
): VerifiedItem {
  const of = (state: VerifiedState, reason: string | null): VerifiedItem => ({
    path: shownFrom(cwd, folder),
    kind: 'mlflow',
    state,
    expected: null,
    actual: null,
    reason,
    signer: null,
  });
  const states = new Map<string, VerifiedItem>();
  for (const item of items) if (rankOf(item.state) < rankOf(states.get(item.path)?.state)) states.set(item.path, item);
  let worst = of('verified', null);
  let count = 0;
  for (const at of filesBelow(folder)) {
    if (++count > MOST_FILES) return of('unknown', 'too-large');
    const speaking = found.flatMap((each) => states.get(each.itemFor?.(at) ?? '') ?? []);
    // The bundle that covers it lies in the model as well, and signs itself.
    if (speaking.length === 0 && states.get(shownFrom(cwd, at))?.kind === 'signature') continue;
    // One record that proves it is enough, and one that it does not agree with too much.
    const order = (each: VerifiedItem): number => (each.state === 'unknown' ? WORST.length : rankOf(each.state));
    const telling = speaking.sort((one, other) => order(one) - order(other))[0];
    const item = telling ? of(telling.state, telling.reason) : of('unknown', 'not-recorded');
    if (rankOf(item.state) < rankOf(worst.state)) worst = item;
  }
  return worst;
}

const rankOf = (state: VerifiedState | undefined): number =>
  state === undefined ? WORST.length : WORST.indexOf(state);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of entriesOf(folder)) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(at);
    else yield at;
  }
}

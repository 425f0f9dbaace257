// What a step sees of the disk.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { poll } from './workbench.mjs';

/** A file of the folder, once its text satisfies `good`; a save reaches the disk a moment after the screen. */
export const fileWith = (folder, name, good) =>
  poll(async () => {
    const file = path.join(folder, name);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return good.test(text) && text;
  }, `${name} does not come to hold ${good}`);

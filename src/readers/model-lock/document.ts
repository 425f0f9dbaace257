import { placeInText } from '../placement';
import { NOTHING, type DocumentKind } from '../reading';
import { readModelLock } from './model-lock';

/** A `touchstone.lock`: what models and data the project uses, by their content. */
export const modelLockDocument: DocumentKind = {
  kind: 'model-lock',
  names: [/^touchstone\.lock$/],
  globs: ['touchstone.lock'],
  languages: [],
  suffix: 'touchstone.lock',
  input: 'text',
  times: 2,
  inventoried: false,
  read(input) {
    if (input.kind !== 'text') return NOTHING;
    const { path, text } = input;
    const { facts, notes } = readModelLock(text, path);
    return { parts: [{ placement: placeInText(path, text), text, comments: [], facts: () => facts }], notes };
  },
};

import type { DvcFacts } from '../../core/dvc-facts';
import { readConfig } from '../config/config';
import { readConfiguration } from '../config/document';
import { placeInText } from '../placement';
import { NOTHING, type DocumentKind } from '../reading';
import { isDvcConfig, readDvcOptions } from './dvc-config';
import { isDvcLock, readRecorded } from './recorded';

/** What DVC recorded of data: `.dvc` files, and the `dvc.lock` of a pipeline. */
export const dvcDocument: DocumentKind = {
  kind: 'dvc',
  names: [/^dvc\.lock$/, /[^/]\.dvc$/],
  globs: ['dvc.lock', '*.dvc'],
  languages: [],
  suffix: '.dvc',
  input: 'text',
  times: 4,
  inventoried: false,
  read(input) {
    if (input.kind !== 'text') return NOTHING;
    const { path, text } = input;
    const { stages, problem } = readRecorded(text, path);
    const facts: DvcFacts = { kind: 'dvc', path, isLock: isDvcLock(path), stages };
    // What people write by hand may hold a key: the address of an import, a description. A lock repeats digests.
    const [settings] = facts.isLock ? [] : readConfiguration(input, 'yaml').parts;
    const comments = settings?.comments ?? readConfig(text, path, 'yaml').facts.comments;
    const part = { placement: placeInText(path, text), text, comments, facts: () => facts };
    return {
      parts: [part, ...(settings ? [settings] : [])],
      notes: problem === null ? [] : [{ path, message: `not read to its end: ${problem}` }],
    };
  },
};

/** DVC's own configuration: the one that git tracks, and the local one beside it. */
export const dvcConfigDocument: DocumentKind = {
  kind: 'dvc-config',
  names: [],
  paths: [/(?:^|\/)\.dvc\/config(?:\.local)?$/],
  globs: ['config', 'config.local'],
  languages: [],
  suffix: '.dvc/config',
  input: 'text',
  times: 1,
  inventoried: false,
  read(input) {
    if (input.kind !== 'text' || !isDvcConfig(input.path)) return NOTHING;
    const { path, text } = input;
    const { facts, notes } = readConfig(text, path, 'ini');
    const options = readDvcOptions(path, text, facts.entries);
    return {
      parts: [{ placement: placeInText(path, text), text, comments: facts.comments, facts: () => options }],
      notes,
    };
  },
};

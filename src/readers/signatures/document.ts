import { placeInText } from '../placement';
import { NOTHING, type DocumentKind } from '../reading';
import { readBundle } from './bundle';

/** Signatures of models, by the names that tools give them. What is no bundle of a model's signature (PGP, minisign) is told by its content. */
export const modelSignatureDocument: DocumentKind = {
  kind: 'model-signature',
  names: [/\.sig$/, /\.sigstore(?:\.json)?$/, /\.bundle\.json$/],
  paths: [/(?:^|\/)\.kaggle\/signing\.json$/],
  globs: ['*.sig', '*.sigstore', '*.sigstore.json', '*.bundle.json', 'signing.json'],
  languages: [],
  suffix: 'model.sig',
  input: 'text',
  times: 60,
  inventoried: false,
  read(input) {
    if (input.kind !== 'text') return NOTHING;
    const { path, text } = input;
    const facts = readBundle(text, path);
    if (facts === null) return NOTHING;
    return { parts: [{ placement: placeInText(path, text), text, comments: [], facts: () => facts }], notes: [] };
  },
};

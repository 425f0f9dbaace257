import { placeInText } from '../placement';
import { NOTHING, type DocumentKind } from '../reading';
import { readHcl } from './hcl';
import { terraformFacts } from './terraform';

/** A file of Terraform or OpenTofu. Source: Terraform language documentation, Files and configuration structure. */
export const terraform: DocumentKind = {
  kind: 'terraform',
  names: [/\.(?:tf|tofu)$/],
  globs: ['*.{tf,tofu}'],
  languages: ['terraform', 'opentofu'],
  suffix: '.tf',
  input: 'text',
  times: 1,
  inventoried: false,
  read(input, tools) {
    if (input.kind !== 'text') return NOTHING;
    const { path, text } = input;
    const file = readHcl(text);
    const place = { placement: placeInText(path, text), text, comments: file.comments };
    const settings = { kind: 'text', path, text } as const;
    const parts = [{ ...place, facts: () => settings }];
    if (tools.unasked) return { parts, notes: [] };
    const facts = terraformFacts(text, file);
    return { parts: [...parts, { ...place, facts: () => facts }], notes: [] };
  },
};

import type { Secret } from '../../../analysis/secrets/judgement';

/** Where a secret stands, as the sentence says it. */
export type Exposure = 'code' | 'comment' | 'configuration' | 'output' | 'text' | 'unignored' | 'image';

/** What a finding says of a secret. Names the kind of key and where to replace it; never the key or a part of it. */
export const wordingOf = (
  secret: Secret,
  whereabouts: Exposure,
  name: string,
): { readonly message: string; readonly detail: string } => ({
  message: `${secret.label} ${EXPOSURE[whereabouts]}.`,
  detail: `${replacement(secret)}${CLOSING[whereabouts](name)}`,
});

const EXPOSURE: Readonly<Record<Exposure, string>> = {
  code: 'is hardcoded: anyone with this file can use it',
  comment: 'in a comment: anyone with this file can use it',
  configuration: 'is hardcoded: anyone with this file can use it',
  output: 'is saved in a cell output: anyone with the notebook can use it',
  text: 'is in plain text: anyone with this file can use it',
  unignored: 'is in a file that git does not ignore: the next commit can publish it',
  image: 'is written into the image: anyone with the image can use it',
};

const CLOSING: Readonly<Record<Exposure, (name: string) => string>> = {
  code: (name) => `, and read the new one from ${name}`,
  comment: () => ', and delete it here',
  configuration: (name) => `, and give the new one to the program as ${name}`,
  output: () => ', and clear the output',
  text: () => ', and delete it here',
  unignored: () => ' if it was ever committed',
  image: (name) => `, and give ${name} to the build as a secret mount or to the container when it starts`,
};

function replacement(secret: Secret): string {
  const noun = /password/i.test(secret.label) ? 'Change it' : 'Rotate it';
  return secret.rotation === null ? noun : `${noun} at ${secret.rotation}`;
}

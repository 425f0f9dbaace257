import type { Secret } from '../../../analysis/secrets/judgement';

/** Where a secret stands, as the sentence says it. */
export type Exposure = 'code' | 'comment' | 'configuration' | 'output' | 'text' | 'unignored' | 'image';

/** One sentence for a person in a hurry. Names the kind of key and where to replace it; never the key or a part of it. */
export function messageOf(secret: Secret, whereabouts: Exposure, name: string): string {
  return `${secret.label} ${EXPOSURE[whereabouts]}; ${replacement(secret)}${CLOSING[whereabouts](name)}.`;
}

const EXPOSURE: Readonly<Record<Exposure, string>> = {
  code: 'is written into the code, where everybody who gets this file can use it',
  comment: 'stands in a comment, where everybody who gets this file can use it',
  configuration: 'is written into the configuration, where everybody who gets this file can use it',
  output: 'is stored in the output of this cell, where everybody who gets the notebook can use it',
  text: 'stands in the text, where everybody who gets this file can use it',
  unignored: 'is in a file that git does not ignore, so the next commit can publish it',
  image: 'is written into the image, where everybody who gets the image or this file can use it',
};

const CLOSING: Readonly<Record<Exposure, (name: string) => string>> = {
  code: (name) => `, and read it from ${name}`,
  comment: () => ', and delete it here',
  configuration: (name) => `, and give it to the program as ${name}`,
  output: () => ', and clear the output',
  text: () => ', and delete it here',
  unignored: () => ' if it was ever committed',
  image: (name) => `, and give ${name} to the build as a secret mount or to the container when it starts`,
};

function replacement(secret: Secret): string {
  const noun = /password/i.test(secret.label) ? 'change it' : 'rotate it';
  return secret.rotation === null ? noun : `${noun} at ${secret.rotation}`;
}

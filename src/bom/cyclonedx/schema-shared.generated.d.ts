import type { Schema } from './json-schema';

/** What the schemas of all versions refer to, by the names that they use. */
export declare const shared: {
  readonly 'spdx.SNAPSHOT.schema.json': Schema;
  readonly 'jsf-0.82.SNAPSHOT.schema.json': Schema;
  readonly 'cryptography-defs.SNAPSHOT.schema.json': Schema;
};

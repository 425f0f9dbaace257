import type { Schema } from './json-schema';

/** The schema of the document, and the schemas that it refers to, by the names that it uses for them. */
export declare const schemas: {
  readonly 'bom-1.6.SNAPSHOT.schema.json': Schema;
  readonly 'spdx.SNAPSHOT.schema.json': Schema;
  readonly 'jsf-0.82.SNAPSHOT.schema.json': Schema;
};

import type { SpecVersion } from './document';
import type { Schema } from './json-schema';
import { schema as schema16 } from './schema-1.6.generated.js';
import { schema as schema17 } from './schema-1.7.generated.js';
import { shared } from './schema-shared.generated.js';

/** The schema of a document by its version, and what it refers to: the document's own comes first. */
export type Schemas = Readonly<Record<string, Schema>>;
export type SchemasByVersion = ReadonlyMap<string, Schemas>;

export const withShared = (schema: Schema): Schemas => ({ document: schema, ...shared });

/** The versions that are written. Documents of others have schemas that only their validation loads. */
export const WRITTEN: SchemasByVersion = new Map<SpecVersion, Schemas>([
  ['1.6', withShared(schema16)],
  ['1.7', withShared(schema17)],
]);

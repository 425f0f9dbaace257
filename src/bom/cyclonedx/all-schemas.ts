import { schema as schema12 } from './schema-1.2.generated.js';
import { schema as schema13 } from './schema-1.3.generated.js';
import { schema as schema14 } from './schema-1.4.generated.js';
import { schema as schema15 } from './schema-1.5.generated.js';
import { WRITTEN, withShared, type SchemasByVersion } from './schemas';

/** Every version of CycloneDX that has a form in JSON. */
export const ALL_VERSIONS: SchemasByVersion = new Map([
  ['1.2', withShared(schema12)],
  ['1.3', withShared(schema13)],
  ['1.4', withShared(schema14)],
  ['1.5', withShared(schema15)],
  ...WRITTEN,
]);

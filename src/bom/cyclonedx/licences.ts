import { schemas } from './schema-1.6.generated.js';

const ids = new Set(schemas['spdx.SNAPSHOT.schema.json'].enum);

/** True for an id of the SPDX licence list, as the CycloneDX schema knows it. */
export const isSpdxLicence = (id: string): boolean => ids.has(id);

import { shared } from './schema-shared.generated.js';

const ids = new Set(shared['spdx.SNAPSHOT.schema.json'].enum);

/** True for an id of the SPDX licence list, as the CycloneDX schema knows it. */
export const isSpdxLicence = (id: string): boolean => ids.has(id);

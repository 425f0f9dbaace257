import { shared } from './schema-shared.generated.js';

const ids = shared['spdx.SNAPSHOT.schema.json'].enum ?? [];
const known = new Set(ids);
const byLowerCase = new Map(ids.map((id) => [id.toLowerCase(), id]));

/** True for an id of the SPDX licence list, as the CycloneDX schema knows it. */
export const isSpdxLicence = (id: string): boolean => known.has(id);

/** The id as the list writes it, whatever the case; null for one that is not on it. */
export const spdxIdOf = (text: string): string | null => byLowerCase.get(text.toLowerCase()) ?? null;

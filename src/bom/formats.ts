/** The formats of documents, with the file that each is usually written to. */
export const FORMATS = {
  cyclonedx: { name: 'CycloneDX', file: 'bom.cdx.json', versions: ['1.6', '1.7'] },
  spdx: { name: 'SPDX', file: 'bom.spdx.json', versions: ['3.0.1'] },
} as const;

export type SbomFormat = keyof typeof FORMATS;

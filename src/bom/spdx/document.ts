/** The part of SPDX 3.0.1 (JSON-LD) that Touchstone writes, as plain data. Names are the specification's own. */
export interface SpdxDocumentText {
  '@context': string;
  '@graph': SpdxElement[];
}

export interface SpdxElement {
  type: string;
  spdxId?: string;
  '@id'?: string;
  [property: string]: unknown;
}

/** The part of CycloneDX JSON that Touchstone writes, as plain data. Field names are the specification's own. */

export type SpecVersion = '1.6' | '1.7';

/** Without `$schema`: editors would fetch it from the network, and it says no more than `specVersion`. */
export interface Bom {
  bomFormat: 'CycloneDX';
  specVersion: SpecVersion;
  serialNumber?: string;
  version: number;
  metadata: BomMetadata;
  components: BomComponent[];
  dependencies: BomDependency[];
  compositions: BomComposition[];
}

export interface BomParty {
  name?: string;
  url?: string[];
  contact?: BomContact[];
}

export interface BomContact {
  name?: string;
  email?: string;
}

export interface BomMetadata {
  /** RFC 3339. Left out unless the caller gives one: the time of writing would make each run different. */
  timestamp?: string;
  lifecycles: { phase: 'pre-build' }[];
  tools: { components: BomComponent[] };
  component: BomComponent;
  properties: BomProperty[];
}

export interface BomComponent {
  type: 'application' | 'library' | 'machine-learning-model' | 'data' | 'container' | 'file';
  'bom-ref'?: string;
  supplier?: BomParty;
  manufacturer?: BomParty;
  authors?: BomContact[];
  publisher?: string;
  group?: string;
  name: string;
  version?: string;
  description?: string;
  scope?: 'required' | 'optional' | 'excluded';
  hashes?: BomHash[];
  licenses?: BomLicence[];
  purl?: string;
  externalReferences?: BomExternalReference[];
  components?: BomComponent[];
  evidence?: BomEvidence;
  modelCard?: BomModelCard;
  data?: BomData[];
  properties?: BomProperty[];
}

export type BomLicence =
  | { license: ({ id: string } | { name: string }) & { acknowledgement: 'declared' } }
  | { expression: string; acknowledgement: 'declared' };

export interface BomHash {
  alg: string;
  content: string;
}

export interface BomExternalReference {
  url: string;
  comment?: string;
  type: 'distribution' | 'vcs' | 'model-card' | 'documentation' | 'website' | 'issue-tracker' | 'security-contact';
  hashes?: BomHash[];
}

export interface BomEvidence {
  identity?: BomIdentity[];
  occurrences?: BomOccurrence[];
}

export interface BomIdentity {
  field: 'name' | 'version' | 'purl' | 'hash';
  confidence: number;
  concludedValue?: string;
  methods: {
    technique: 'source-code-analysis' | 'manifest-analysis' | 'hash-comparison' | 'other';
    confidence: number;
    value?: string;
  }[];
}

export interface BomOccurrence {
  location: string;
  line?: number;
  symbol?: string;
  additionalContext?: string;
}

export interface BomModelCard {
  modelParameters?: { task?: string; datasets?: { ref: string }[] };
  properties?: BomProperty[];
}

export interface BomData {
  type: 'dataset';
  name: string;
  contents?: { url: string };
}

export interface BomProperty {
  name: string;
  value: string;
}

export interface BomDependency {
  ref: string;
  dependsOn?: string[];
}

export interface BomComposition {
  aggregate: 'complete' | 'incomplete' | 'unknown';
  assemblies?: string[];
  dependencies?: string[];
}

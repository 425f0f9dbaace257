/** One rule of the schema that a document breaks. */
export interface SchemaError {
  /** JSON pointer into the document. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

export interface SchemaValidator {
  (document: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export declare const validate: SchemaValidator;
export default validate;
/** Every SPDX licence id that the schema knows. */
export declare const licenceIds: readonly string[];

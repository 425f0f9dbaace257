/**
 * A file that may hold a model, by its name. What is in it is a question (`analysis/artifacts/model-file.ts`): its readers are
 * loaded when somebody asks, and its answer is shared by everything that speaks of the file.
 */
export interface ModelFileFacts {
  readonly kind: 'model-file';
  /** Relative to the project's root, with `/`. */
  readonly path: string;
}

/**
 * A database in which a tracker may keep runs, by its name. What is in it is a question (`analysis/tracking/run-store.ts`): its reader
 * is loaded when somebody asks.
 */
export interface RunStoreFacts {
  readonly kind: 'run-store';
  /** Relative to the project's root, with `/`. */
  readonly path: string;
}

/** A file that may hold data, by its name and the folder that it lies in; nothing of it is read. */
export interface DataFileFacts {
  readonly kind: 'data-file';
  readonly path: string;
}

import type { DataFileFacts } from '../../core/data-file-facts';
import { placeInText } from '../placement';
import type { DocumentKind } from '../reading';

/** Tables, arrays and archives in a folder for data: what is versioned with DVC or Git LFS, or should be. Never opened. */
export const dataFileDocument: DocumentKind = {
  kind: 'data-file',
  names: [],
  paths: [
    /(?:^|\/)(?:data|datasets?|raw|processed|models|checkpoints|weights)\/(?:.*\/)?[^/]*\.(?:csv|tsv|parquet|arrow|feather|orc|jsonl|ndjson|tfrecords?|avro|zip|tar|tgz)(?:\.(?:gz|bz2|xz|zst))?$/i,
  ],
  globs: [
    '*.{csv,tsv,parquet,arrow,feather,orc,jsonl,ndjson,tfrecord,tfrecords,avro,zip,tar,tgz}',
    '*.{csv,tsv,jsonl,ndjson,tar}.{gz,bz2,xz,zst}',
  ],
  languages: [],
  suffix: '.csv',
  input: 'bytes',
  times: Infinity,
  inventoried: false,
  read({ path }) {
    const facts: DataFileFacts = { kind: 'data-file', path };
    return { parts: [{ placement: placeInText(path, ''), text: '', comments: [], facts: () => facts }], notes: [] };
  },
};

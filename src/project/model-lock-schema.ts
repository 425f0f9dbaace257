import { LOCK_VERSION } from '../readers/model-lock/model-lock';

const digits = (count: number): string => `^[0-9a-f]{${count}}$`;

/** The JSON Schema (draft-07, the newest that editors of TOML read) of `touchstone.lock`. */
export function modelLockSchema(): Readonly<Record<string, unknown>> {
  const file = {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    anyOf: [{ required: ['sha256'] }, { required: ['md5'] }],
    properties: {
      path: {
        description: 'Relative to the folder of the lock, or of the snapshot of the model, with /.',
        type: 'string',
        minLength: 1,
        maxLength: 1000,
      },
      size: { description: 'Bytes.', type: 'integer', minimum: 0 },
      sha256: { description: 'SHA-256 of the content, lower-case hex.', type: 'string', pattern: digits(64) },
      md5: { description: 'MD5 of the content, as DVC has it, lower-case hex.', type: 'string', pattern: digits(32) },
      pointer: {
        description:
          'The content was not there when the lock was written: the digest is that of a pointer of DVC or Git LFS.',
        enum: ['dvc', 'lfs'],
      },
    },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'touchstone.lock',
    description:
      'The content of the models and data that a project uses. `touchstone lock` writes it, `touchstone verify` checks it.',
    type: 'object',
    additionalProperties: false,
    required: ['version'],
    properties: {
      version: { description: 'Version of this format.', const: LOCK_VERSION },
      file: { description: 'Files of the project, in the order of their paths.', type: 'array', items: file },
      model: {
        description: 'Models and data sets of the hub, in the order of their types and ids.',
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['id', 'commit'],
          properties: {
            id: { description: 'Name on the hub.', type: 'string', pattern: '^[\\w.-]{1,96}(?:/[\\w.-]{1,96})?$' },
            type: { description: 'Kind of repository.', enum: ['model', 'dataset', 'space'], default: 'model' },
            revision: { description: 'Branch, tag or commit, as the code asks for it.', type: 'string', minLength: 1 },
            commit: { description: 'The commit that it led to.', type: 'string', pattern: digits(40) },
            file: { description: 'Files of the snapshot that the machine had.', type: 'array', items: file },
          },
        },
      },
    },
  };
}

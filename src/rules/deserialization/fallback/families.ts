import { CHECKPOINT_FAMILY } from './checkpoints';
import type { Family } from './family';
import { ARRAY_FAMILY, KERAS_FAMILY } from './models';
import { LITERAL_FAMILY, YAML_FAMILY } from './texts';
import { CODE_FAMILY, DOWNLOAD_FAMILY, HASH_FAMILY, REQUEST_FAMILY, WEIGHTS_FAMILY } from './transfers';

/** All families. A call may be of several, by different switches. */
export const FAMILIES: readonly Family[] = [
  CHECKPOINT_FAMILY,
  ARRAY_FAMILY,
  KERAS_FAMILY,
  YAML_FAMILY,
  LITERAL_FAMILY,
  REQUEST_FAMILY,
  WEIGHTS_FAMILY,
  CODE_FAMILY,
  HASH_FAMILY,
  DOWNLOAD_FAMILY,
];

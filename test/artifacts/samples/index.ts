import { CONFIGURATIONS } from './configurations';
import { CONTAINERS } from './containers';
import { GRAPHS } from './graphs';
import { HEADERS } from './headers';
import { LIBRARY_NAMES } from './library-names';
import { PICKLE_NAMES } from './pickle-names';
import { PICKLE_TRAPS } from './pickle-traps';
import { PICKLES } from './pickles';
import type { Sample } from './sample';
import { TORCH } from './torch';

export type { Expected, Sample } from './sample';

/** Every made file, hostile and harmless. */
export const SAMPLES: readonly Sample[] = [
  ...PICKLES,
  ...PICKLE_NAMES,
  ...PICKLE_TRAPS,
  ...TORCH,
  ...CONTAINERS,
  ...HEADERS,
  ...GRAPHS,
  ...LIBRARY_NAMES,
  ...CONFIGURATIONS,
];

import type { ExposureFact } from '../../../core/infrastructure-facts';
import type { Fix } from '../../../core/finding';

/** Narrows a way in, where that is one change. */
export const closedBy = ({ closed }: ExposureFact): readonly Fix[] =>
  closed === null ? [] : [{ title: closed.title, safety: 'unsafe', edits: [closed.edit] }];

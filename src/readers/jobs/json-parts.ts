/** Parts of JSON that nobody promised anything about. */
export type JsonTable = Readonly<Record<string, unknown>>;

export const tableAt = (value: unknown): JsonTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonTable) : {};

export const listAt = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Null for what is no text, or an empty one. */
export const exportText = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, 500) : null;

/** A number, or a text of digits as some services have it; null for what is neither. */
export function numberAt(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' && /^\d{1,15}(?:\.\d+)?$/.test(value)) return Number(value);
  // Slurm: {"set": true, "infinite": false, "number": 5}
  const { set, infinite, number } = tableAt(value);
  return set === true && infinite !== true && typeof number === 'number' ? number : null;
}

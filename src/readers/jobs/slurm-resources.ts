/**
 * GPUs in a text of Slurm's trackable resources: `cpu=8,gres/gpu=8,gres/gpu:a100=8,mem=64G`. The untyped number counts the typed ones
 * already. Null where nobody knows: a slice of a card without a weight, or nothing said of GPUs at a site that may not record them.
 * Source: Slurm, Trackable Resources.
 */
export function gpusOf(
  tres: string,
  partition: string | null,
  weightOf: (kind: string) => number | null,
): number | null {
  let untyped: number | null = null;
  const typed: { kind: string; count: number }[] = [];
  for (const part of tres.split(',')) {
    const found = /^gres\/gpu(?::([\w.:-]{1,100}))?=(\d+)$/.exec(part.trim());
    if (!found) continue;
    const count = Number(found[2]);
    if (found[1] === undefined) untyped = (untyped ?? 0) + count;
    else typed.push({ kind: found[1].toLowerCase(), count });
  }
  return countOf(untyped, typed, weightOf) ?? (untyped === null && typed.length === 0 ? unsaid(tres, partition) : null);
}

/** The GPUs of an untyped number and of typed ones; null where nobody knows. */
export function countOf(
  untyped: number | null,
  typed: readonly { readonly kind: string; readonly count: number }[],
  weightOf: (kind: string) => number | null,
): number | null {
  if (untyped === null && typed.length === 0) return null;
  const slices = typed.filter(({ kind }) => isSlice(kind));
  if (slices.length === 0) return untyped ?? typed.reduce((sum, { count }) => sum + count, 0);
  const whole =
    (untyped ?? typed.reduce((sum, { count }) => sum + count, 0)) - slices.reduce((sum, { count }) => sum + count, 0);
  let sum = Math.max(whole, 0);
  for (const { kind, count } of slices) {
    const weight = weightOf(sliceOf(kind)) ?? weightOf(kind);
    if (weight === null) return null;
    sum += weight * count;
  }
  return sum;
}

/** A part of a card (MIG): `1g.10gb`, `a100_1g.5gb`. */
export const isSlice = (kind: string): boolean => /(?:^|[_:-])\d+g\.\d+gb/.test(kind);

/** The name that policies have for it, which is that of Kubernetes: `mig-1g.10gb`. */
export const sliceOf = (kind: string): string => `mig-${/\d+g\.\d+gb/.exec(kind)?.[0] ?? kind}`;

/** Where no GPU is said: none, but for a partition of GPUs, whose site does not record them. */
function unsaid(tres: string, partition: string | null): number | null {
  if (tres.trim() === '') return null;
  return /gpu|[ahvlbp]\d{2,3}|mi\d{3}|dgx|tesla|rtx/i.test(partition ?? '') ? null : 0;
}

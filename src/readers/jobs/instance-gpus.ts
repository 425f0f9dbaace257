/**
 * GPUs of a machine of a cloud, by the name of its type; null for a type that is not in the table, which is not none.
 * As of 2026-11. Sources: the instance type pages of AWS (p and g families), Google Cloud (accelerator-optimised) and Azure (NC, ND, NV).
 */
export function gpusOfInstance(type: string): number | null {
  const name = type
    .toLowerCase()
    .replace(/^ml\./, '')
    .replace(/^standard_/, '')
    .replaceAll('-', '_');
  const google =
    /^(?:a2_(?:high|mega|ultra)gpu|a3_(?:high|mega|edge|ultra)gpu|a4_highgpu|a4x_highgpu)_(\d{1,2})g$/.exec(name);
  if (google) return Number(google[1]);
  const known = TABLE[name];
  if (known !== undefined) return known;
  // Families of machines without any.
  return /^(?:[mcrt]\d[a-z]*\.|n[12]d?_|e2_|c[23]d?_|d\d+[a-z]*_v\d|e\d+[a-z]*_v\d|f\d+s?_v\d)/.test(name) ? 0 : null;
}

const counted = (counts: Readonly<Record<number, string>>): readonly (readonly [string, number])[] =>
  Object.entries(counts).flatMap(([count, names]) => names.split(' ').map((name) => [name, Number(count)] as const));

const TABLE: Readonly<Record<string, number>> = Object.fromEntries(
  counted({
    1: 'p2.xlarge p3.2xlarge p5.4xlarge g4dn.xlarge g4dn.2xlarge g4dn.4xlarge g4dn.8xlarge g4dn.16xlarge g5.xlarge g5.2xlarge g5.4xlarge g5.8xlarge g5.16xlarge g6.xlarge g6.2xlarge g6.4xlarge g6.8xlarge g6.16xlarge g6e.xlarge g6e.2xlarge g6e.4xlarge g6e.8xlarge g6e.16xlarge g2_standard_4 g2_standard_8 g2_standard_12 g2_standard_16 g2_standard_32 nc6s_v3 nc4as_t4_v3 nc8as_t4_v3 nc16as_t4_v3 nc24ads_a100_v4 nc40ads_h100_v5 nv36ads_a10_v5',
    2: 'g2_standard_24 nc12s_v3 nc48ads_a100_v4 nc80adis_h100_v5 nv72ads_a10_v5',
    4: 'p3.8xlarge g4dn.12xlarge g5.12xlarge g5.24xlarge g6.12xlarge g6.24xlarge g6e.12xlarge g6e.24xlarge g2_standard_48 nc24s_v3 nc24rs_v3 nc64as_t4_v3 nc96ads_a100_v4 nd128isr_gb200_v6 nd128isr_ndr_gb200_v6',
    8: 'p2.8xlarge p3.16xlarge p3dn.24xlarge p4d.24xlarge p4de.24xlarge p5.48xlarge p5e.48xlarge p5en.48xlarge p6_b200.48xlarge g4dn.metal g5.48xlarge g6.48xlarge g6e.48xlarge g2_standard_96 nd40rs_v2 nd96asr_v4 nd96amsr_a100_v4 nd96isr_h100_v5 nd96isr_h200_v5 nd96is_mi300x_v5 nd96isr_mi300x_v5',
    16: 'p2.16xlarge a2_megagpu_16g',
  }),
);

const DAY = 24 * 60 * 60 * 1000;
/** Days of a unit, as uv and ISO 8601 name it. */
const UNITS: Readonly<Record<string, number>> = { h: 1 / 24, hour: 1 / 24, d: 1, day: 1, w: 7, week: 7 };

/**
 * How many days before the end of `day` (`2026-11-30`, UTC) an instant lies, or how many days a span has: `2026-11-01`, an RFC 3339
 * instant, `7 days`, `1 week`, `P7D`, `PT36H`. Null for anything else, months among them. Sources: uv, Settings, exclude-newer; pip,
 * `--uploaded-prior-to`; ISO 8601.
 */
export function daysBefore(value: string, day: string): number | null {
  const text = value.trim().slice(0, LONGEST);
  const span = /^(\d{1,5})\s*(h|hour|d|day|w|week)s?(?: ago)?$/i.exec(text);
  if (span) return Number(span[1]) * UNITS[span[2]!.toLowerCase()]!;
  const iso = /^P(?=.)(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?)?$/i.exec(text);
  if (iso) {
    const [weeks = 0, days = 0, hours = 0] = iso.slice(1).map((part) => Number(part ?? 0));
    return weeks * 7 + days + hours / 24;
  }
  if (!/^\d{4}-\d{2}-\d{2}(?:$|[Tt ])/.test(text)) return null;
  const at = Date.parse(text.replace(' ', 'T'));
  const end = Date.parse(`${day}T00:00:00Z`) + DAY;
  return Number.isNaN(at) || Number.isNaN(end) ? null : (end - at) / DAY;
}

/** Units of a value that is looked at. */
const LONGEST = 64;

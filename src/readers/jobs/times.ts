/** An instant of a text without a zone, and what had to be assumed. Milliseconds since the epoch. */
export interface ReadTime {
  readonly at: number;
  /** The text says two instants (the earlier is taken) or none (the clock was put forward over it). */
  readonly doubt: 'ambiguous' | 'skipped' | null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format)
    formats.set(
      zone,
      (format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        weekday: 'short',
      })),
    );
  return format;
}

/** Whether there are times of a zone: an IANA name that this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return formatIn(zone) !== undefined;
  } catch {
    return false;
  }
}

/** What a clock in a zone shows. `day` counts from Sunday, 0. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly day: number;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export function clockAt(at: number, zone: string): WallClock {
  const parts = new Map(
    formatIn(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return {
    year: number('year'),
    month: number('month'),
    date: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
    day: DAYS.indexOf(parts.get('weekday')!),
  };
}

/** Milliseconds that a zone is ahead of UTC at an instant. */
function offsetAt(at: number, zone: string): number {
  const whole = Math.floor(at / 1_000) * 1_000;
  const { year, month, date, hour, minute, second } = clockAt(whole, zone);
  return Date.UTC(year, month - 1, date, hour, minute, second) - whole;
}

const DAY = 86_400_000;

/** The instant at which a clock in a zone shows a time, which is given as if it were UTC. */
export function instantOf(local: number, zone: string): ReadTime {
  const offsets = [...new Set([offsetAt(local - DAY, zone), offsetAt(local + DAY, zone)])];
  const found = offsets.map((offset) => local - offset).filter((at) => offsetAt(at, zone) === local - at);
  if (found.length > 0) return { at: Math.min(...found), doubt: found.length > 1 ? 'ambiguous' : null };
  // Shown by no clock: what it would have been had the clock not been put forward.
  return { at: local - offsets[0]!, doubt: 'skipped' };
}

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?$/;
const ZONED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)$/;

/** Seconds since the epoch of years 2001 to 2286; milliseconds have three digits more. */
const EPOCH = /^(\d{10})(?:\.\d+)?$/;
const EPOCH_MILLISECONDS = /^(\d{13})$/;

/** The time that a text says: ISO 8601 with a zone, or a number of seconds or milliseconds since the epoch, or the time of a clock in `zone`. Null for what is none. */
export function readTime(text: string, zone: string): ReadTime | null {
  const plain = text.trim();
  if (EPOCH.test(plain)) return { at: Math.round(Number(plain) * 1_000), doubt: null };
  if (EPOCH_MILLISECONDS.test(plain)) return { at: Number(plain), doubt: null };
  if (ZONED.test(plain)) {
    const at = Date.parse(
      plain
        .replace(' ', 'T')
        .replace(/\s/, '')
        .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
    );
    return Number.isNaN(at) ? null : { at, doubt: null };
  }
  const found = LOCAL.exec(plain);
  if (!found) return null;
  const [year, month, date, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = Date.UTC(year, month - 1, date, hour, minute, second);
  const back = new Date(local);
  // The 30th of February is no day.
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== date || hour > 23 || minute > 59 || second > 60)
    return null;
  return instantOf(local, zone);
}

/** Seconds of `[DD-]HH:MM:SS`, `MM:SS` or a number; null for what is none. */
export function readDuration(text: string): number | null {
  const plain = text.trim();
  if (/^\d+$/.test(plain)) return Number(plain);
  const found = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+)(?:\.\d+)?$/.exec(plain);
  if (!found) return null;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

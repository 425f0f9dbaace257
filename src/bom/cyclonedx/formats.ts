/** The string formats that the CycloneDX schemas name: whether a text has the form. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  'date-time': isDateTime,
  'iri-reference': isIriReference,
  'idn-email': isMailAddress,
  uri: isUri,
};

const DAYS = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** RFC 3339, section 5.6: `full-date`. */
function isDate(text: string): boolean {
  const [year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(text)?.slice(1).map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month]!) return false;
  return month !== 2 || day !== 29 || isLeapYear(year);
}

/** RFC 3339, section 5.6; a leap second is allowed at 23:59:60 UTC only. */
function isDateTime(text: string): boolean {
  const match = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d{1,18})?([Zz]|([+-])(\d\d):(\d\d))$/u.exec(text);
  if (match === null || !isDate(match[1]!)) return false;
  const [hour, minute, second] = match.slice(2, 5).map(Number) as [number, number, number];
  const offsetHour = Number(match[7] ?? 0);
  const offsetMinute = Number(match[8] ?? 0);
  if (offsetHour > 23 || offsetMinute > 59 || hour > 23 || minute > 59 || second > 60) return false;
  if (second < 60) return true;
  const sign = match[6] === '-' ? -1 : 1;
  const utc = hour * 60 + minute - sign * (offsetHour * 60 + offsetMinute);
  return ((utc % 1440) + 1440) % 1440 === 1439;
}

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** RFC 3987: no character that an IRI must escape, and no `%` that escapes nothing. */
function isIriReference(text: string): boolean {
  return !/[\p{Cc} <>"{}|\\^`]/u.test(text) && !/%(?![0-9A-Fa-f]{2})/u.test(text);
}

/** RFC 6531 in outline: something before and after one `@`, lengths as in RFC 5321. */
function isMailAddress(text: string): boolean {
  return /^[^\s@]{1,64}@[^\s@.][^\s@]{0,254}$/u.test(text);
}

/** RFC 3986: an absolute reference. */
function isUri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]{0,40}:/u.test(text) && isIriReference(text);
}

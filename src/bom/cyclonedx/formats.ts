/** The string formats that the CycloneDX schema names: whether a text has the form. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': isDateTime,
  'iri-reference': isIriReference,
  'idn-email': isMailAddress,
  uri: isUri,
};

const DAYS = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** RFC 3339, section 5.6; a leap second is allowed at 23:59:60 UTC only. */
function isDateTime(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d{1,18})?([Zz]|([+-])(\d\d):(\d\d))$/u.exec(text);
  if (match === null) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month]!) return false;
  if (month === 2 && day === 29 && !isLeapYear(year)) return false;
  const offsetHour = Number(match[9] ?? 0);
  const offsetMinute = Number(match[10] ?? 0);
  if (offsetHour > 23 || offsetMinute > 59 || hour > 23 || minute > 59 || second > 60) return false;
  if (second < 60) return true;
  const sign = match[8] === '-' ? -1 : 1;
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

import type { PositionRange } from '../core/range';

/** A file of a report, relative to the directory of the scan; each segment percent-encoded (RFC 3986). */
export const artifactOf = (path: string) => ({
  uri: path.split('/').map(encodeSegment).join('/'),
  uriBaseId: '%SRCROOT%',
});

export const regionOf = ({ start, end }: PositionRange) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

/** A name with half a surrogate pair cannot be encoded; the half is replaced. */
const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'));

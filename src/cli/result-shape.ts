import { SEVERITIES } from '../core/finding';
import { RULES } from '../rules/index';
import type { KeptOutcome } from '../scan/result-cache';

/** Whether a value read from the disk is an outcome as the engine makes them: every field that is used has its type, and no path leaves the project. */
export function isOutcome(value: unknown): value is KeptOutcome {
  if (!isRecord(value)) return false;
  const { findings, notes, suppressed, ...rest } = value;
  return (
    isList(findings, isFinding) &&
    isList(notes, isNote) &&
    isCount(suppressed) &&
    Object.values(rest).every(
      (each) => each === undefined || (isRecord(each) && !Array.isArray(each)) || isList(each, isPath),
    )
  );
}

type Check = (value: unknown) => boolean;

const IDS = new Set(RULES.map(({ id }) => id));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isList = (value: unknown, check: Check): boolean => Array.isArray(value) && value.every(check);
const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isPath: Check = (value) =>
  typeof value === 'string' &&
  !/^(?:[\\/]|[A-Za-z]:)/.test(value) &&
  !value.split(/[\\/]/).includes('..') &&
  !value.includes('\0');
const isCell: Check = (value) => value === undefined || value === null || isCount(value);

const isPosition: Check = (value) => isRecord(value) && isCount(value['line']) && isCount(value['column']);
const isRange: Check = (value) => isRecord(value) && isPosition(value['start']) && isPosition(value['end']);
const isNote: Check = (value) => isRecord(value) && isPath(value['path']) && isText(value['message']);
const isRelated: Check = (value) =>
  isRecord(value) && isNote(value) && isCell(value['cell']) && isRange(value['range']);
const isEdit: Check = (value) =>
  isRecord(value) && isPath(value['path']) && isCell(value['cell']) && isRange(value['range']) && isText(value['text']);

const isFix: Check = (value) =>
  isRecord(value) &&
  isText(value['title']) &&
  (value['safety'] === 'safe' || value['safety'] === 'unsafe') &&
  isCell(value['clearOutputs']) &&
  (value['group'] === undefined || isText(value['group'])) &&
  isList(value['edits'], isEdit);

const isAbsorbed: Check = (value) =>
  isRecord(value) && IDS.has(value['rule'] as string) && isCell(value['cell']) && isRange(value['range']);

const isFinding: Check = (value) =>
  isRecord(value) &&
  IDS.has(value['rule'] as string) &&
  SEVERITIES.some((each) => each === value['severity']) &&
  isPath(value['path']) &&
  isCell(value['cell']) &&
  isRange(value['range']) &&
  isText(value['message']) &&
  isList(value['related'], isRelated) &&
  isList(value['fixes'], isFix) &&
  (value['absorbed'] === undefined || isList(value['absorbed'], isAbsorbed));

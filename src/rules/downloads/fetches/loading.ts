import type { CallFact, PythonFacts } from '../../../core/python-facts';
import type { Value } from '../../../core/value';
import { takes } from '../../../analysis/flow/file-keys';

/** Calls that load, run or unpack what they are given. Each has one of `FLOW_TRIGGERS` in its name (`load(` is in all that load). */
const LOADS =
  /^(?!(?:json|yaml|toml|tomllib|csv|numpy|pandas|datasets|configparser)\.)(?:.*\.)?(?:load|loads|load_model|read_pickle|unpack_archive|extractall|ZipFile|InferenceSession|run_path|CDLL|spec_from_file_location|SourceFileLoader)$|^tarfile\.open$|^subprocess\.|^os\.system$/;

/** Whether the same scope loads, runs or unpacks a file after the call that brought it. */
export const isLoadedAfter = (file: Value | undefined, call: CallFact, facts: PythonFacts): boolean =>
  file !== undefined &&
  facts.calls.some(
    (other) =>
      other.scope === call.scope &&
      other.range.start > call.range.end &&
      LOADS.test(other.callee) &&
      takes(other, file, facts),
  );

/** Whether a call opens a zip archive in memory and the same scope unpacks one afterwards. */
export const isUnzippedAfter = (call: CallFact, facts: PythonFacts): boolean =>
  call.callee === 'zipfile.ZipFile' &&
  facts.calls.some(
    (other) =>
      other.scope === call.scope && other.range.end >= call.range.end && /\.extract(?:all)?$/.test(other.callee),
  );

/** Whether a call writes bytes to a file that stays. */
export const storesBytes = ({ callee }: CallFact): boolean =>
  /(?:^|\.)(?:write|writelines|write_bytes|copyfileobj)$/.test(callee) &&
  !/(?:BytesIO|StringIO)(?:\(\))?\.write$/.test(callee);

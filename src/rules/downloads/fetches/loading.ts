import type { CallFact, PythonFacts } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import { isAmong, keysOfFile } from '../../../analysis/flow/file-keys';
import { callsOf } from '../../../readers/python/fact-index';

/** Calls that load, run or unpack what they are given. Each has one of `FLOW_TRIGGERS` in its name (`load(` is in all that load). */
const LOADS =
  /^(?!(?:json|yaml|toml|tomllib|csv|numpy|pandas|datasets|configparser)\.)(?:.*\.)?(?:load|loads|load_model|read_pickle|unpack_archive|extractall|ZipFile|InferenceSession|run_path|CDLL|spec_from_file_location|SourceFileLoader)$|^tarfile\.open$|^subprocess\.|^os\.system$/;
const EXTRACTS = /\.extract(?:all)?$/;

/** Whether the same scope loads, runs or unpacks a file after the call that brought it. */
export function isLoadedAfter(file: Expression, call: CallFact, facts: PythonFacts): boolean {
  const { semantics } = facts;
  const keys = keysOfFile(file, semantics);
  return callsOf(facts, LOADS, call.scope).some(
    (other) =>
      other.range.start > call.range.end &&
      other.args.some(({ expression }) => isAmong(keys, keysOfFile(expression, semantics))),
  );
}

/** Whether a call opens a zip archive in memory and the same scope unpacks one afterwards. */
export const isUnzippedAfter = (call: CallFact, facts: PythonFacts): boolean =>
  call.callee === 'zipfile.ZipFile' &&
  callsOf(facts, EXTRACTS, call.scope).some((other) => other.range.end >= call.range.end);

/** Whether a call writes bytes to a file that stays. */
export const storesBytes = ({ callee }: CallFact): boolean =>
  /(?:^|\.)(?:write|writelines|write_bytes|copyfileobj)$/.test(callee) &&
  !/(?:BytesIO|StringIO)(?:\(\))?\.write$/.test(callee);

import type { Argument, PythonFacts } from '../../../core/python-facts';
import { flowInto, type Transfer } from '../../../analysis/flow/flow';
import type { Origin } from '../../../analysis/flow/origin';
import { SAME_FILE } from '../../../analysis/flow/same-bytes';
import { sourceOf } from '../../../analysis/flow/sources';

/** To what a file is, or is called: also an option of a command line. */
const NAMED: Transfer = { ...SAME_FILE, attribute: ({ parts }) => parts };

/** Whether the user of the program says on its command line which file is loaded: `open(args.input_file, "rb")`, `sys.argv[1]`. */
export function isNamedByUser(origin: Origin, file: Argument | undefined, { semantics }: PythonFacts): boolean {
  if (origin.kind !== 'unknown' || !file) return false;
  const sources = flowInto(file.expression, semantics, NAMED).nodes.map(sourceOf);
  return (
    sources.includes('command-line') &&
    sources.every((source) => source === null || source === 'file' || source === 'command-line')
  );
}

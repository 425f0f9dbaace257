import { defineRule } from '../../core/rule';
import { ORIGIN_READS } from '../../analysis/flow/origin';
import { loadsOf } from './pickle/pickle-load';
import { loader } from './pickle/pickle-loaders';

const LOADERS = [loader(['marshal.load'], ['file']), loader(['marshal.loads'], ['bytes'], { noHash: true })];

export default defineRule({
  id: 'unsafe-marshal-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe marshal load',
  cwe: 502,
  atlas: ['AML.T0011.000'],
  docs: {
    what: 'Data is read with `marshal.load` or `marshal.loads`.',
    why: "marshal is Python's internal format for compiled code and is not meant for untrusted data: crafted bytes crash the interpreter or corrupt its memory, and code objects read from it do whatever their author wants when they are called.",
    fix: 'Use JSON, MessagePack or another data-only format. If you must keep compiled code, keep the source and compile it, or verify a signature first. There is no quick fix: stored data must be converted to another format first.',
    references: ['https://docs.python.org/3/library/marshal.html'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      loadsOf(LOADERS, (call, what) => `${call.callee} reads compiled code: ${what} can crash or take over Python.`),
    ],
  },
});

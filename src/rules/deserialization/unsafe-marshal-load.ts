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
    why: "marshal is Python's own format for compiled code. It makes no promise about data that somebody else wrote: crafted bytes crash the interpreter or corrupt its memory, and the code objects that come out do what their author wants as soon as they are called.",
    fix: 'Use JSON, MessagePack or another format that holds data only. Where compiled code must be kept, keep the source and compile it, or check a signature first. No quick fix is offered: what is stored has to be written anew in another format.',
    references: ['https://docs.python.org/3/library/marshal.html'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      loadsOf(LOADERS, (call, what) => `${call.callee} reads compiled code: ${what} can crash or take over Python.`),
    ],
  },
});

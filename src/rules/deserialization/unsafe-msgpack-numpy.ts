import type { CallFact } from '../../core/python-facts';
import { argumentOf } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS } from '../../analysis/flow/origin';
import { loadsOf } from './pickle/pickle-load';
import { loader } from './pickle/pickle-loaders';

const LOADERS = [
  loader(['msgpack_numpy.unpackb', 'msgpack_numpy.loads'], ['packed'], { noHash: true }),
  loader(['msgpack_numpy.unpack', 'msgpack_numpy.load'], ['stream']),
  loader(['msgpack_numpy.Unpacker'], ['file_like']),
];

export default defineRule({
  id: 'unsafe-msgpack-numpy',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe msgpack-numpy decoding',
  cwe: 502,
  atlas: ['AML.T0011.000'],
  docs: {
    what: 'msgpack-numpy decodes messages: `msgpack_numpy.patch()`, its `unpackb`, `unpack`, `load`, `loads` and `Unpacker`, or its `decode` as `object_hook`.',
    why: 'MessagePack itself is data only, but msgpack-numpy stores object arrays as pickles and unpickles any part of a message that claims to be one. `patch()` makes every user of msgpack in the process do so.',
    fix: 'Send arrays as bytes with their shape and dtype (`numpy.save` without pickle, Arrow, safetensors), and decode with plain msgpack. There is no quick fix: stored data must be converted to another format first.',
    references: ['https://github.com/lebedov/msgpack-numpy', 'https://pypi.org/project/msgpack-numpy/'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      loadsOf(LOADERS, (call, what) => `${call.callee} unpickles object arrays: code hidden in ${what} runs.`),
      {
        callees: ['msgpack.unpackb', 'msgpack.loads', 'msgpack.unpack', 'msgpack.load', 'msgpack.Unpacker'],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: checkHook,
      },
      { callees: ['msgpack_numpy.patch'], check: checkPatch },
    ],
  },
});

/** `msgpack.unpackb(data, object_hook=msgpack_numpy.decode)`. */
function checkHook(call: CallFact, context: PythonContext): void {
  const hook = argumentOf(call, 'object_hook');
  if (hook?.value.kind !== 'reference' || hook.value.name !== 'msgpack_numpy.decode') return;
  context.report({
    range: hook.range,
    severity: 'warning',
    message: 'msgpack_numpy.decode unpickles object arrays and runs the code in them.',
  });
}

function checkPatch(call: CallFact, context: PythonContext): void {
  context.report({
    range: call.range,
    severity: 'warning',
    message: 'From here on, every msgpack message of this process can run code.',
  });
}

import { defineRule } from '../../core/rule';
import { ORIGIN_READS } from '../../analysis/flow/origin';
import { loadsOf } from './pickle/pickle-load';
import { loader } from './pickle/pickle-loaders';

const LOADERS = [
  loader(['jsonpickle.decode', 'jsonpickle.loads', 'jsonpickle.unpickler.decode'], ['string'], { noHash: true }),
  loader(
    ['jsonpickle.Unpickler.**.restore', 'jsonpickle.Unpickler().restore', 'jsonpickle.unpickler.Unpickler().restore'],
    ['obj'],
    { noHash: true },
  ),
];

export default defineRule({
  id: 'unsafe-jsonpickle-decode',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe jsonpickle decode',
  cwe: 502,
  atlas: ['AML.T0011.000'],
  docs: {
    what: 'JSON is turned into Python objects with `jsonpickle.decode`, `jsonpickle.loads` or `Unpickler().restore`.',
    why: 'jsonpickle imports the classes and calls the functions that the JSON names, so whoever writes the JSON decides what runs. `safe=True` only rules out `eval`; it does not limit what is called.',
    fix: 'Use `json.loads` and build the objects you expect, or use a schema library such as pydantic. If jsonpickle must stay, verify a signature of the text first. There is no quick fix: stored data must be converted to another format first.',
    references: [
      'https://jsonpickle.readthedocs.io/en/latest/api.html',
      'https://github.com/jsonpickle/jsonpickle#security',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      loadsOf(LOADERS, (call, what) => `${call.callee.replace('unpickler.', '')} calls any function named in ${what}.`),
    ],
  },
});

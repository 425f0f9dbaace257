import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_TRIGGERS, originOf, relatedOf, unwrap } from './origin';
import { severityOf } from './pickle-load';
import { describe } from './torch-load';
import { isVerified } from './verification';

export default defineRule({
  id: 'unsafe-spacy-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Pickled data in spaCy',
  cwe: 502,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A spaCy pipeline is loaded from a folder that was downloaded, or bytes are unpickled with `srsly.pickle_loads`.',
    why: 'A pipeline folder holds more than tables: trained components are stored with torch\'s pickles, and a packaged pipeline brings Python code. `srsly.pickle_loads` is cloudpickle under another name. A folder that is already there is not reported.',
    fix: 'Install pipelines as packages with a pinned version and hash. Check the SHA-256 of an archive before it is unpacked. Use `srsly.msgpack_loads` or `srsly.json_loads` for data.',
    references: ['https://spacy.io/usage/saving-loading', 'https://github.com/explosion/srsly'],
  },
  listen: {
    calls: [
      { callees: ['spacy.load', 'spacy.util.load_model', 'spacy.util.load_model_from_path', 'spacy.util.load_model_from_init_py'], beside: ORIGIN_TRIGGERS, check: checkPipeline },
      { callees: ['srsly.pickle_loads', 'srsly.cloudpickle.loads', 'srsly.cloudpickle.load'], beside: ORIGIN_TRIGGERS, check: checkPickle },
    ],
  },
});

function checkPipeline(call: CallFact, context: PythonContext): void {
  const folder = argumentOf(call, 'name', 0) ?? argumentOf(call, 'model_path');
  const origin = originOf(folder?.value, call, context.facts);
  // An address in place of a name is for untrusted-model-source.
  if (origin.kind !== 'remote' || origin.from.includes('://') || isVerified(call, folder?.value, context)) return;
  context.report({ range: call.range, severity: origin.pinned ? 'info' : 'warning', related: relatedOf(origin), message: `spaCy may run code that is hidden in the pipeline that was downloaded${origin.pinned ? ', at the version that is pinned' : ', and nothing checks that it is the one that is meant'}.` });
}

function checkPickle(call: CallFact, context: PythonContext): void {
  const data = call.args[0];
  if (!data) return;
  const source = unwrap(data.value);
  if (source.kind === 'bytes' || (source.kind === 'result' && /^(?:srsly\.pickle_dumps|srsly\.cloudpickle\.dumps)$/.test(source.callee))) return;
  const origin = originOf(data.value, call, context.facts);
  if ((origin.kind === 'own' && origin.memory) || isVerified(call, data.value, context)) return;
  context.report({ range: call.range, severity: severityOf(origin, 'warning'), related: relatedOf(origin), message: `${call.callee} runs any code that is hidden in ${describe(origin)}.` });
}

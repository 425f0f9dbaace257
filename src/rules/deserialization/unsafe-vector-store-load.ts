import { argumentOf, type CallFact, type DictItemFact } from '../../core/python-facts';
import type { Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { isSetTrue, type Value } from '../../core/value';
import { consumersOf } from '../../analysis/models/remote-code';
import { takes } from '../../analysis/flow/file-keys';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { describeFile, severityOf } from './origins/judgement';
import { isVerified } from '../../analysis/flow/verification';

const NAME = 'allow_dangerous_deserialization';
/** Methods that take a folder or a file; where they stand, the scan also reads what was done to that before. */
const LOADERS = /(?:^|\.)load_local$/;
const SAVERS = /(?:^|\.)(?:save_local|save|persist)$/;

export default defineRule({
  id: 'unsafe-vector-store-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Pickled vector store',
  cwe: 502,
  atlas: ['AML.T0011.000'],
  docs: {
    what: 'LangChain unpickles an index, a retriever or a model: `allow_dangerous_deserialization=True` (`FAISS.load_local`, `Annoy`, `ScaNN`, `TiledB`, `TFIDFRetriever`, self-hosted models).',
    why: 'Next to the vectors is a pickle of the documents (`index.pkl`). Anyone who can change it runs code where the index is loaded; the switch exists because that has happened. It is an error for a download, and a hint for an index that this code saved itself.',
    fix: 'Rebuild the index from the documents, or use a store without pickles (Chroma, Qdrant, pgvector). If an index is shipped, check the SHA-256 of `index.pkl` before loading it. There is no quick fix: stored data must be converted to another format first.',
    references: [
      'https://python.langchain.com/api_reference/community/vectorstores/langchain_community.vectorstores.faiss.FAISS.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2024-5998',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      { callees: ['**.load_local'], beside: [...ORIGIN_TRIGGERS, 'persist'], follows: true, check: checkFolder },
      { callees: ['**'], triggers: [NAME], check: checkOther },
    ],
    dictItems: { triggers: [NAME], anyValue: true, check: checkItem },
  },
});

function checkFolder(call: CallFact, context: PythonContext): void {
  const argument = argumentOf(call, NAME);
  if (!argument || !isOn(argument.value)) return;
  const first = call.args.find(
    (other) => /^(?:folder_path|index_uri|path|persist_path)$/.test(other.name ?? '') || other.position === 0,
  );
  if (isVerified(call, first?.value, context)) return;
  const found = originOf(first?.value, call, context.facts);
  const own =
    first !== undefined &&
    found.kind !== 'remote' &&
    context.facts.calls.some(
      (other) => other !== call && SAVERS.test(other.callee) && takes(other, first.value, context.facts),
    );
  const origin = own ? ({ kind: 'own', memory: false } as const) : found;
  context.report({
    range: argument.range,
    severity: origin.kind === 'parameter' ? 'warning' : severityOf(origin, 'warning'),
    related: relatedOf(origin),
    message: messageOf(describeFile(origin)),
  });
}

/** `FAISS.deserialize_from_bytes(…)`, `SelfHostedPipeline(…)`. */
function checkOther(call: CallFact, context: PythonContext): void {
  const argument = argumentOf(call, NAME);
  if (
    argument &&
    !argument.spread &&
    isOn(argument.value) &&
    !LOADERS.test(call.callee) &&
    !reachesFolder(argument.value, context)
  )
    report(argument.range, context);
}

/** `{"allow_dangerous_deserialization": True}`; what reaches a call is told there. */
function checkItem(item: DictItemFact, context: PythonContext): void {
  if (isOn(item.value) && !reachesFolder(item.value, context)) report(item.range, context);
}

/** Through a dictionary or a partial: told where the folder is. */
const reachesFolder = (value: Value, context: PythonContext): boolean =>
  value.kind === 'boolean' && consumersOf(context.facts, NAME, value.origin).some((call) => LOADERS.test(call.callee));

const report = (range: Range, context: PythonContext): void =>
  context.report({ range, severity: 'warning', message: messageOf('the given file') });

const messageOf = (what: string): string => `${NAME}=True runs any code hidden in ${what}.`;

const isOn = (value: Value): boolean => value.kind === 'boolean' && isSetTrue(value);

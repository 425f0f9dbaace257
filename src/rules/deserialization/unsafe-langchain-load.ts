import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { truthOf } from '../../core/value';
import { ORIGIN_TRIGGERS, originOf, relatedOf, takes } from './origin';
import { severityOf } from './pickle-load';
import { describe } from './torch-load';
import { isVerified } from './verification';

export default defineRule({
  id: 'unsafe-langchain-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Dangerous deserialization allowed',
  cwe: 502,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A LangChain vector store or retriever is loaded with `allow_dangerous_deserialization=True`.',
    why: 'FAISS, Annoy, ScaNN, TileDB and TF-IDF stores keep their documents in a pickle beside the index. LangChain refuses to load it unless it is told that the file is trusted: whoever can write the folder then runs code here.',
    fix: 'Load only folders that this program wrote itself and nobody else can write, or keep the index in a store that is no pickle (Chroma, Qdrant, pgvector).',
    references: ['https://api.python.langchain.com/en/latest/vectorstores/langchain_community.vectorstores.faiss.FAISS.html', 'https://python.langchain.com/docs/security/', 'https://cwe.mitre.org/data/definitions/502.html'],
  },
  listen: {
    calls: [{ callees: ['**.load_local', '**.deserialize_from_bytes'], beside: ORIGIN_TRIGGERS, check }],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const allowed = argumentOf(call, 'allow_dangerous_deserialization');
  if (!allowed || truthOf(allowed.value) !== true || ('via' in allowed.value && allowed.value.via === 'default')) return;
  const folder = argumentOf(call, 'folder_path', 0) ?? argumentOf(call, 'serialized', 0);
  const { facts } = context;
  if (isVerified(call, folder?.value, context)) return;
  const own = folder && facts.calls.some((other) => /\.save_local$/.test(other.callee) && other.scope === call.scope && takes(other, folder.value, facts));
  const origin = own ? { kind: 'own' as const, memory: false } : originOf(folder?.value, call, facts);
  context.report({ range: allowed.range, severity: origin.kind === 'parameter' ? 'warning' : severityOf(origin, 'warning'), message: `${call.callee.slice(call.callee.lastIndexOf('.') + 1)} unpickles the documents of the index, so any code that is hidden in ${describe(origin)} runs.`, related: relatedOf(origin) });
}

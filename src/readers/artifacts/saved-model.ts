import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { leadsOutside } from './member-names';
import { isNoMessage, ProtoMessage } from './protobuf';

/** Operators that call Python: only the process that made them can, but a loader may register the function. */
const PYTHON = new Set(['PyFunc', 'PyFuncStateless', 'EagerPyFunc', 'NumpyFunction', 'OpaquePyFunc']);

/**
 * Operators of TensorFlow (`core/ops`, all versions) that reach files or the network of whoever runs the graph. What every model
 * does with its own files is left out: saving and restoring variables, tables from its assets.
 */
export const FILE_OPERATORS: Readonly<Record<string, 'reads' | 'writes' | 'connects'>> = Object.fromEntries([
  ...`ReadFile MatchingFiles WholeFileReader WholeFileReaderV2 TextLineReader TextLineReaderV2 FixedLengthRecordReader
    FixedLengthRecordReaderV2 TFRecordReader TFRecordReaderV2 LMDBReader ImmutableConst LoadAndRemapMatrix
    GenerateVocabRemapping SqlDataset ExperimentalSqlDataset TextLineDataset FixedLengthRecordDataset
    FixedLengthRecordDatasetV2 TFRecordDataset TFRecordDatasetV2 LMDBDataset ExperimentalLMDBDataset CSVDataset CSVDatasetV2
    ExperimentalCSVDataset MatchingFilesDataset ExperimentalMatchingFilesDataset LoadDataset`
    .split(/\s+/)
    .map((name) => [name, 'reads'] as const),
  ...`WriteFile SaveDataset SaveDatasetV2 SnapshotDataset SnapshotDatasetV2 SnapshotDatasetReader DatasetToTFRecord
    ExperimentalDatasetToTFRecord CreateSummaryFileWriter CreateSummaryDbWriter DistributedSave`
    .split(/\s+/)
    .map((name) => [name, 'writes'] as const),
  ...`Rpc TryRpc RegisterDataset RegisterDatasetV2 DataServiceDataset DataServiceDatasetV2 DataServiceDatasetV3
    DataServiceDatasetV4 BigQueryReader`
    .split(/\s+/)
    .map((name) => [name, 'connects'] as const),
]);

/** Operators whose attribute names where they write: to a file, to a server. */
const TELLING = /^(?:PrintV2|Debug(?:Identity|NanCount|NumericSummary)(?:V\d)?)$/;

export const isPythonOperator = (name: string): boolean => PYTHON.has(name);

/**
 * Whether protocol buffers may be a saved model: by its name, since fields may stand in any order and nobody looks at the version;
 * or version 1, then a graph that is longer than a name.
 */
export const mayBeSavedModel = (head: Uint8Array, name: string): boolean =>
  name === 'saved_model.pb' || (head[0] === 8 && head[1] === 1 && head[2] === 0x12 && head[3]! >= 0x80);

/** The same as text, which TensorFlow takes as well (`saved_model.pbtxt`, `.pbtxt`): `op: "WriteFile"`. */
export async function readGraphText(text: string, part: ArtifactPart, record: ArtifactRecord): Promise<void> {
  record.budget.step(text.length >> 4);
  let nodes = 0;
  for (const { 1: double, 2: single, index } of text.matchAll(TEXT_OPERATOR)) {
    nodes++;
    record.budget.step();
    signOperator((double ?? single)!, part, record, index);
  }
  if (nodes === 0 && !/\b(?:meta_graphs|graph_def|node)\s*[:{<]/.test(text)) return;
  record.format('saved-model');
  record.note('tensorflow.nodes', String(nodes));
  const stream = /(?:file|grpc):\/\/[^"'\s]{0,200}/.exec(text);
  if (stream) record.sign('file-operator', part, stream.index, `${stream[0]} writes`);
}

/** Texts of protocol buffers may be escaped; an operator that is, has something to hide. */
const TEXT_OPERATOR = /\bop\s*:\s*(?:"([^"]{0,200})"|'([^']{0,200})')/g;

function signOperator(operator: string, part: ArtifactPart, record: ArtifactRecord, at: number): void {
  if (isPythonOperator(operator)) record.sign('python-operator', part, at, operator);
  else if (Object.hasOwn(FILE_OPERATORS, operator))
    record.sign('file-operator', part, at, `${operator} ${FILE_OPERATORS[operator]}`);
  else if (operator.includes('\\')) record.sign('unknown-operator', part, at, operator);
}

/** TensorFlow's SavedModel (saved_model.proto): every graph of every signature, with its library of functions. */
export async function readSavedModel(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  const walk = new GraphWalk(part, record);
  return walkAll(part, record, walk, async (message) => {
    for await (const field of message.fields())
      if (field.number === 2 && field.isMessage) await walk.metaGraph(message.inner(field));
  });
}

/** A frozen graph: GraphDef alone. */
export async function readFrozenGraph(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  const walk = new GraphWalk(part, record);
  return walkAll(part, record, walk, (message) => walk.graph(message));
}

async function walkAll(
  part: ArtifactPart,
  record: ArtifactRecord,
  walk: GraphWalk,
  read: (message: ProtoMessage) => Promise<void>,
): Promise<number> {
  const size = part.source.size ?? 0;
  try {
    await read(new ProtoMessage(part.source, record.budget, 0, size));
  } catch (error) {
    if (!isNoMessage(error)) throw error;
    if (walk.nodes === 0) return 0;
    record.sign('broken-stream', part, null, 'the graph');
  }
  if (walk.nodes === 0) return 0;
  record.format('saved-model');
  record.note('tensorflow.nodes', String(walk.nodes));
  return size;
}

class GraphWalk {
  nodes = 0;

  constructor(
    private readonly part: ArtifactPart,
    private readonly record: ArtifactRecord,
  ) {}

  async metaGraph(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields()) {
      if (field.number === 2 && field.isMessage) await this.graph(message.inner(field));
      else if (field.number === 6 && field.isMessage) await this.#asset(message.inner(field));
    }
  }

  async graph(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields()) {
      if (!field.isMessage) continue;
      if (field.number === 1) await this.#node(message.inner(field));
      else if (field.number === 2) await this.#library(message.inner(field));
    }
  }

  async #library(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields()) {
      if (field.number !== 1 || !field.isMessage) continue;
      const inner = message.inner(field);
      for await (const each of inner.fields())
        if (each.number === 3 && each.isMessage) await this.#node(inner.inner(each));
    }
  }

  async #node(message: ProtoMessage): Promise<void> {
    let [operator, stream] = ['', ''];
    for await (const field of message.fields()) {
      if (!field.isMessage) continue;
      if (field.number === 2) operator = await message.text(field);
      else if (field.number === 5) {
        const text = await message.text(field);
        if (/output_stream|debug_urls/.test(text) && /(?:file|grpc):\/\//.test(text)) stream = text;
      }
    }
    if (operator === '') return;
    this.nodes++;
    signOperator(operator, this.part, this.record, message.start);
    if (TELLING.test(operator) && stream !== '')
      this.record.sign('file-operator', this.part, message.start, `${operator} writes`);
  }

  async #asset(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields()) {
      if (field.number !== 2) continue;
      const name = await message.text(field);
      if (leadsOutside(name)) this.record.sign('external-data', this.part, message.start, name);
    }
  }
}

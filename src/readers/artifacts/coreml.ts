import type { ArtifactPart, ArtifactRecord } from './artifact-record';
import { leadsOutside } from './member-names';
import { isNoMessage, ProtoMessage, type ProtoField } from './protobuf';

/** Models in models: pipelines. */
const DEPTH = 8;
const [PIPELINES, NETWORKS] = [
  [200, 201, 202],
  [303, 403, 500],
] as const;
const [CUSTOM_MODEL, LINKED_MODEL, CUSTOM_LAYER] = [555, 560, 500] as const;
/** Specification versions that there are, with room for more. */
const HIGHEST_VERSION = 40;

/** A version, then a description. Protocol buffers of ONNX begin alike, so the name or the second field's content decides. */
export const mayBeCoreml = (head: Uint8Array, name: string): boolean =>
  head[0] === 8 && head[1]! > 0 && head[1]! <= HIGHEST_VERSION && head[2] === 0x12 && name.endsWith('.mlmodel');

/**
 * CoreML (Model.proto, NeuralNetwork.proto of the format's specification): what of it is code that is not in the file, or a file
 * that lies elsewhere. Weights are passed over.
 */
export async function readCoreml(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  const size = part.source.size ?? 0;
  record.format('coreml');
  try {
    await new CoremlWalk(part, record).model(new ProtoMessage(part.source, record.budget, 0, size), DEPTH);
  } catch (error) {
    if (!isNoMessage(error)) throw error;
    record.sign('broken-stream', part, null, 'the model');
    return 0;
  }
  return size;
}

class CoremlWalk {
  constructor(
    private readonly part: ArtifactPart,
    private readonly record: ArtifactRecord,
  ) {}

  async model(message: ProtoMessage, depth: number): Promise<void> {
    if (depth <= 0) return this.record.sign('too-deep', this.part, message.start);
    for await (const field of message.fields()) {
      if (field.number === 1) this.record.note('coreml.version', String(field.value));
      if (!field.isMessage) continue;
      const inner = message.inner(field);
      if (isOneOf(field, PIPELINES)) await this.#pipeline(inner, field, depth - 1);
      else if (isOneOf(field, NETWORKS)) await this.#network(inner);
      else if (field.number === CUSTOM_MODEL) await this.#custom(inner);
      else if (field.number === LINKED_MODEL) await this.#linked(inner);
    }
  }

  /** PipelineClassifier and PipelineRegressor hold a Pipeline, that holds models. */
  async #pipeline(message: ProtoMessage, { number }: ProtoField, depth: number): Promise<void> {
    for await (const field of message.fields()) {
      if (field.number !== 1 || !field.isMessage) continue;
      if (number === 202) await this.model(message.inner(field), depth);
      else await this.#pipeline(message.inner(field), { ...field, number: 202 }, depth);
    }
  }

  async #network(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields()) {
      if (field.number !== 1 || !field.isMessage) continue;
      const layer = message.inner(field);
      for await (const each of layer.fields())
        if (each.number === CUSTOM_LAYER && each.isMessage) await this.#custom(layer.inner(each));
    }
  }

  async #custom(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields())
      if (field.number === 10 && field.isMessage)
        this.record.sign('custom-operator', this.part, message.start, await message.text(field));
  }

  async #linked(message: ProtoMessage): Promise<void> {
    for await (const field of message.fields()) {
      if (field.number !== 1 || !field.isMessage) continue;
      const file = message.inner(field);
      for await (const each of file.fields()) {
        if (!each.isMessage) continue;
        const value = file.inner(each);
        for await (const text of value.fields()) {
          const path = text.number === 1 && text.isMessage ? await value.text(text) : '';
          if (leadsOutside(path)) this.record.sign('external-data', this.part, message.start, path);
        }
      }
    }
  }
}

const isOneOf = ({ number }: ProtoField, numbers: readonly number[]): boolean => numbers.includes(number);

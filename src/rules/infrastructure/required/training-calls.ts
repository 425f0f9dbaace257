import type { Policy, Protection } from '../../../core/policy';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { CallPattern } from '../../../core/rule';
import type { InfrastructureFacts, SettingFact } from '../../../core/infrastructure-facts';
import { childOf, type SourceTree } from '../../../core/tree';
import { stringOf } from '../../../core/value';

/** Calls that describe a training or processing job of SageMaker: they say on what it runs. Source: SageMaker Python SDK 2 and 3. */
export const TRAINING_CALLS: CallPattern = { callees: ['sagemaker.**'], triggers: ['instance_type'] };

/** Calls that start a job of Vertex AI, which is when its network and time are said. Source: google-cloud-aiplatform, CustomJob.run. */
export const VERTEX_CALLS: CallPattern = {
  callees: ['google.cloud.aiplatform.**.run', 'google.cloud.aiplatform.**.submit'],
  anywhere: /\baiplatform\b/,
};

const VERTEX_JOB =
  /\.(?:Custom\w*Job|HyperparameterTuningJob|PipelineJob)(?:\.from_local_script)?\(\)\.(?:run|submit)$/;

/** The same of a job of Vertex AI that is started. */
export const startedWithout = (call: CallFact, name: string): boolean =>
  VERTEX_JOB.test(call.callee) && !call.open && argumentOf(call, name) === undefined;

/** Whether the configuration asks for it: what is missing is nobody's finding otherwise. */
export const isRequired = (protection: Protection, policy: Policy): boolean =>
  policy.requiredProtections.includes(protection);

const JOB =
  /\.(?:Estimator|\w*Processor|PyTorch|HuggingFace|TensorFlow|XGBoost|SKLearn|MXNet|Chainer|RLEstimator|JumpStartEstimator|ModelTrainer)$/;

/** Whether a call describes a job and has none of some arguments; a mapping that is spread may have them. */
export const lacks = (call: CallFact, names: readonly string[]): boolean =>
  JOB.test(call.callee) && !call.open && names.every((name) => argumentOf(call, name) === undefined);

/** The type of machine of a job; null where it is not written. */
export const instanceTypeOf = (call: CallFact): string | null => {
  const type = argumentOf(call, 'instance_type');
  return type === undefined ? null : (stringOf(type.value) ?? null);
};

/** The resources of a document of some types in which a key stands nowhere; a templated value counts as there. */
export function resourcesWithout(
  facts: InfrastructureFacts,
  type: RegExp,
  keys: readonly string[],
): readonly { readonly setting: SettingFact; readonly resource: SourceTree }[] {
  const seen = new Set<SourceTree>();
  return facts.settings.flatMap((setting) => {
    const { resource } = setting;
    if (resource === null || seen.has(resource) || !type.test(setting.type)) return [];
    seen.add(resource);
    return keys.some((key) => childOf(resource, key) !== undefined) ? [] : [{ setting, resource }];
  });
}

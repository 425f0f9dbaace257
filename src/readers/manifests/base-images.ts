import { readDockerfile } from '../dockerfile/dockerfile';

/** What an image has in it by its tag or its name: a distribution and a version clause. */
export interface ImageVersion {
  readonly name: string;
  readonly operator: '==';
  readonly version: string;
}

const RELEASE = String.raw`v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?(?:\.post\d{1,2})?)`;
/** A release of two numbers stands for all of that series: an image with the tag `2.2` has some 2.2.x. */
const clause = (name: string, version: string): ImageVersion => ({
  name,
  operator: '==',
  version: version.split('.').length > 2 ? version : `${version}.*`,
});

/**
 * Images whose tag begins with the version of what they are made for. Sources: the pages of the images on Docker Hub and the AWS Deep
 * Learning Containers release notes ("Available Deep Learning Containers Images").
 */
const TAGGED: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)pytorch\/pytorch$/, 'torch'],
  [/(?:^|\/)pytorchlightning\/pytorch_lightning$/, 'pytorch-lightning'],
  [/(?:^|\/)tensorflow\/tensorflow$/, 'tensorflow'],
  [/(?:^|\/)huggingface\/transformers-(?:pytorch|tensorflow|all|quantization)[\w-]*$/, 'transformers'],
  [/(?:^|\/)rayproject\/ray(?:-ml|-llm)?$/, 'ray'],
  [/(?:^|\/)vllm\/vllm-openai$/, 'vllm'],
  [/(?:^|\/)(?:mlflow\/)?mlflow$/, 'mlflow'],
  [/(?:^|\/)ultralytics\/ultralytics$/, 'ultralytics'],
  [/\/(?:huggingface-)?pytorch-(?:training|inference|trcomp-training|tgi-inference)[\w-]*$/, 'torch'],
  [/\/(?:huggingface-)?tensorflow-(?:training|inference)[\w-]*$/, 'tensorflow'],
];
const TAG = new RegExp(`^${RELEASE}(?=$|[-_.+a-z])`, 'i');
/** `pytorch-training:2.1.0-transformers4.36.0-gpu-py310` */
const TRANSFORMERS = new RegExp(`-transformers${RELEASE}(?=$|-)`, 'i');
/** The version in the name: `acpt-pytorch-2.2-cuda12.1`, `pytorch-gpu.2-2.py310`, `tf2-gpu.2-15.py310`. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[/-])pytorch-(\d{1,2})\.(\d{1,3})(?=$|-)/, 'torch'],
  [/(?:^|\/)pytorch-(?:gpu|cpu|xla|tpu)\.(\d{1,2})-(\d{1,3})(?=$|\.)/, 'torch'],
  [/(?:^|\/)tf\d?-(?:gpu|cpu|tpu)\.(\d{1,2})-(\d{1,3})(?=$|\.)/, 'tensorflow'],
];

/** The versions that are part of an image: `pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime` has torch 2.7.0. Empty where its name says nothing. */
export function imageVersions(image: string): readonly ImageVersion[] {
  const [whole] = image.split('@', 1);
  const colon = whole!.lastIndexOf(':');
  const hasTag = colon > whole!.lastIndexOf('/');
  const name = (hasTag ? whole!.slice(0, colon) : whole!).toLowerCase();
  const tag = hasTag ? whole!.slice(colon + 1) : '';
  const versions: ImageVersion[] = [];
  const tagged = TAGGED.find(([pattern]) => pattern.test(name));
  const version = TAG.exec(tag)?.[1];
  if (tagged && version !== undefined) versions.push(clause(tagged[1], version));
  const transformers = tagged && TRANSFORMERS.exec(tag)?.[1];
  if (transformers) versions.push(clause('transformers', transformers));
  for (const [pattern, distribution] of NAMED) {
    const [, major, minor] = pattern.exec(name) ?? [];
    if (major !== undefined) versions.push(clause(distribution, `${major}.${minor!}`));
  }
  return versions;
}

/** The versions that the last stage of a Dockerfile begins with, through the stages that it is made of and the defaults of `ARG`. */
export function baseImageVersions(text: string): readonly ImageVersion[] {
  const defaults = new Map<string, string>();
  const stages = new Map<string, string>();
  let base = '';
  for (const { kind, name, body } of readDockerfile(text).commands) {
    if (kind !== 'instruction') continue;
    if (name === 'arg' && base === '')
      for (const [, key, , value] of body.matchAll(/(?:^|\s)(\w{1,100})=(["']?)([^\s"']{0,300})\2(?=\s|$)/g))
        defaults.set(key!, value!);
    if (name !== 'from') continue;
    const [, written, stage] =
      /^\s*(?:--\S{1,100}\s+)*(\S{1,400})(?:\s+AS\s+(\S{1,100}))?\s*$/i.exec(body.slice(0, 1_000)) ?? [];
    if (written === undefined) continue;
    const image = written.replace(
      /\$\{(\w{1,100})(?::?-([^{}]{0,300}))?\}|\$(\w{1,100})/g,
      (variable, braced?: string, otherwise?: string, plain?: string) =>
        defaults.get((braced ?? plain)!) ?? otherwise ?? variable,
    );
    base = stages.get(image.toLowerCase()) ?? image;
    if (stage !== undefined) stages.set(stage.toLowerCase(), base);
  }
  return imageVersions(base);
}

import type { DockerfileFacts, ShellFacts } from './command-facts';
import type { ConfigFacts, OutputFacts, TextFacts } from './config-facts';
import type { DvcConfigFacts, DvcFacts } from './dvc-facts';
import type { InfrastructureFacts } from './infrastructure-facts';
import type { PythonFacts } from './python-facts';
import type { ModelFileFacts } from './model-file-facts';
import type { ModelLockFacts } from './model-lock-facts';
import type { RunStoreFacts } from './run-store-facts';
import type { RequirementsFacts } from './requirement-facts';

/**
 * Everything that a document can be read into, by kind. Open: a format that nobody knows yet adds its own facts here
 * (`declare module`), and rules listen to them by their kind.
 */
export interface FactsByKind {
  python: PythonFacts;
  shell: ShellFacts;
  dockerfile: DockerfileFacts;
  requirements: RequirementsFacts;
  config: ConfigFacts;
  output: OutputFacts;
  text: TextFacts;
  'model-file': ModelFileFacts;
  'model-lock': ModelLockFacts;
  dvc: DvcFacts;
  'dvc-config': DvcConfigFacts;
  'run-store': RunStoreFacts;
  infrastructure: InfrastructureFacts;
}

export type FactsKind = keyof FactsByKind;
export type Facts = FactsByKind[FactsKind];

import { Registry } from '../core/registry';
import { compose } from './compose/document';
import { condaEnvironment } from './conda-environment/document';
import { modelFileDocument } from './artifacts/document';
import { config } from './config/document';
import { dockerfile } from './dockerfile/document';
import { dataFileDocument } from './dvc/data-file';
import { dvcConfigDocument, dvcDocument } from './dvc/document';
import { runStoreDocument } from './mlflow/document';
import { mlproject } from './mlproject/document';
import { modelLockDocument } from './model-lock/document';
import { notebook } from './notebook/document';
import { preCommit } from './pre-commit/document';
import { pyproject } from './pyproject/document';
import { python } from './python/document';
import { kindWith } from './paths';
import { pipfile } from './pipfile/document';
import { pixi } from './pixi/document';
import { uvSettings } from './pyproject/uv-settings';
import type { DocumentKind } from './reading';
import { requirements } from './requirements/document';
import { modelSignatureDocument } from './signatures/document';
import { setupCfg } from './setup-cfg/document';
import { shell } from './shell/document';
import { terraform } from './terraform/document';
import { tox } from './tox/document';
import { batch, powershell } from './windows/document';
import { workflow } from './workflows/document';

/** Every kind of document that is read. Where several fit a path, the first one counts. */
export const DOCUMENTS = new Registry<DocumentKind>();
for (const kind of [
  python,
  notebook,
  requirements,
  pyproject,
  setupCfg,
  pipfile,
  pixi,
  uvSettings,
  tox,
  preCommit,
  modelSignatureDocument,
  mlproject,
  workflow,
  compose,
  condaEnvironment,
  dvcDocument,
  dvcConfigDocument,
  config,
  terraform,
  shell,
  dockerfile,
  powershell,
  batch,
  modelFileDocument,
  modelLockDocument,
  dataFileDocument,
  runStoreDocument,
])
  DOCUMENTS.add(kind);

/** What a file is read as, by its path alone; null for what is not read. */
export const documentOf = (path: string): DocumentKind | null => kindWith(DOCUMENTS.all, path);

/** The name of what a file is read as, by its path alone; null for what is not read. */
export const documentKindOf = (path: string): string | null => documentOf(path)?.kind ?? null;

/** What a file is read as when somebody asks for it: a plain text that a requirements file names, or an editor calls one, is one too. */
export const readAs = (path: string): DocumentKind | null =>
  documentOf(path) ?? DOCUMENTS.all.find(({ byRequest }) => byRequest?.some((pattern) => pattern.test(path))) ?? null;

import { manifestKind } from '../manifests/document';
import { readCondaEnvironment } from './conda-environment';

/** `environment.yml`, `conda.yaml` of a logged model, `env-gpu.yml`, `python_env.yaml`. */
export const condaEnvironment = manifestKind({
  kind: 'conda-environment',
  names: [
    /^(?:[\w.-]{1,60}[-_.])?env(?:ironment)?s?(?:[-_.][\w.-]{1,60})?\.ya?ml$/,
    /^(?:[\w.-]{1,60}[-_.])?conda(?:[-_.][\w.-]{1,60})?\.ya?ml$/,
  ],
  except: [/[-_.]lock\.ya?ml$/],
  globs: ['*env*.{yml,yaml}', '*conda*.{yml,yaml}'],
  suffix: '.yml',
  format: 'yaml',
  read: (text, path, roots) => ({ facts: readCondaEnvironment(roots, text, path), notes: [] }),
});

import { manifestKind } from '../manifests/document';
import { isCondaEnvironment, readCondaEnvironment } from './conda-environment';

const CONVENTIONAL: readonly RegExp[] = [
  /^(?:[\w.-]{1,60}[-_.])?env(?:ironment)?s?(?:[-_.][\w.-]{1,60})?\.ya?ml$/,
  /^(?:[\w.-]{1,60}[-_.])?conda(?:[-_.][\w.-]{1,60})?\.ya?ml$/,
];

/** `environment.yml`, `conda.yaml` of a logged model, `env-gpu.yml`, `python_env.yaml`; and other names, where the file says that it is one. */
export const condaEnvironment = manifestKind({
  kind: 'conda-environment',
  names: [...CONVENTIONAL, /^(?:deps|dependencies|requirements?|packages)(?:[-_.][\w.-]{1,60})?\.ya?ml$/],
  paths: [/(?:^|\/)(?:conda|conda[-_]envs?|envs|environments)\/[^/]{1,200}\.ya?ml$/i],
  except: [/[-_.]lock\.ya?ml$/],
  globs: [
    '*env*.{yml,yaml}',
    '*conda*.{yml,yaml}',
    '{deps,dependencies,requirement,packages}*.{yml,yaml}',
    '**/{conda,conda-env,conda-envs,conda_env,conda_envs,envs,environments}/*.{yml,yaml}',
  ],
  suffix: '.yml',
  format: 'yaml',
  read(text, path, roots) {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const isOne = CONVENTIONAL.some((pattern) => pattern.test(name)) || isCondaEnvironment(roots);
    return { facts: isOne ? readCondaEnvironment(roots, text, path) : [], notes: [] };
  },
});

import { manifestKind } from '../manifests/document';
import { readMlproject } from './mlproject';

/** The project file of MLflow. It has no ending. Source: MLflow, MLflow Projects. */
export const mlproject = manifestKind({
  kind: 'mlproject',
  names: [/^mlproject(?:\.ya?ml)?$/],
  globs: ['{MLproject,mlproject,MLproject.yaml,MLproject.yml,mlproject.yaml,mlproject.yml}'],
  suffix: '.MLproject',
  format: 'yaml',
  read: (text, path, roots) => ({ facts: readMlproject(roots, text, path), notes: [] }),
});

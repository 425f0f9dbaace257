import { manifestKind } from '../manifests/document';
import { readSetupCfg } from './setup-cfg';

/** The static metadata of setuptools. */
export const setupCfg = manifestKind({
  kind: 'setup-cfg',
  names: [/^setup\.cfg$/],
  globs: ['setup.cfg'],
  suffix: '.cfg',
  format: 'ini',
  read: readSetupCfg,
});

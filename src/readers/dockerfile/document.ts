import { NOTHING, type DocumentKind } from '../reading';
import { readCommands } from '../shell/commands';
import { readDockerfile } from './dockerfile';

/** A Dockerfile. Source: the Dockerfile reference (docs.docker.com/reference/dockerfile). */
export const dockerfile: DocumentKind = {
  kind: 'dockerfile',
  names: [/^(?:dockerfile|containerfile)(?:[._-][\w.-]{1,60})?$/, /\.(?:dockerfile|containerfile)$/],
  except: [/\.dockerignore$|\.(?:md|rst|txt|html?|png|svg|lock|bak)$/],
  globs: ['{Dockerfile,Containerfile,dockerfile,containerfile}*', '*.{dockerfile,containerfile}'],
  languages: ['dockerfile'],
  suffix: '.dockerfile',
  input: 'text',
  times: 1,
  inventoried: true,
  read: (input) => (input.kind === 'text' ? readCommands(input, readDockerfile(input.text)) : NOTHING),
};

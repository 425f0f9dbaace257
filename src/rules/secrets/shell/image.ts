import type { MagicFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';

/** Whether a command is an instruction of a Dockerfile: what it holds becomes part of an image. */
export const isOfImage = (magic: MagicFact, { notebook }: PythonContext): boolean =>
  magic.kind === 'docker' || (magic.kind === 'shell' && !notebook);

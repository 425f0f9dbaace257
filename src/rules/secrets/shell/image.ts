import type { Context } from '../../../core/rule';
import type { CommandFact } from '../../../core/command-facts';

/** Whether a command is an instruction of a Dockerfile: what it holds becomes part of an image. */
export const isOfImage = (command: CommandFact, { notebook }: Context): boolean =>
  command.kind === 'instruction' || (command.kind === 'shell' && !notebook);

import type { Semantics } from '../../core/python-facts';
import { contains, type Range } from '../../core/range';
import type { Expression } from '../../core/semantics';
import { stringOf } from '../../core/value';
import { spelled } from '../../readers/python/spelling';
import { fileKeyOf } from './file-keys';
import { flowInto } from './flow';
import { SAME_FILE } from './same-bytes';
import { sitesOf } from './sites';

/**
 * Texts that tell the name of a file: its path as it is known, as it is written, and as the names in it were assigned; `called` are the
 * calls of functions of the program of which the arguments count too.
 */
export function namesOfFile(path: Expression, world: Semantics, called: readonly Range[] = []): readonly string[] {
  const sites = sitesOf(flowInto(path, world, SAME_FILE), { scope: path.scope, at: path.start });
  return sites.flatMap(({ node: { expression }, given }) =>
    given === null || called.some((range) => contains(range, given.expression)) ? textsOf(expression, world) : [],
  );
}

function textsOf(expression: Expression, world: Semantics): readonly string[] {
  const texts = [stringOf(expression.value), spelled(expression), fileKeyOf(expression, world)];
  return texts.flatMap((text) => text ?? []);
}

import type { Semantics } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import { stringOf } from '../../../core/value';

/** Names that are followed to where the text is put together. */
const DEEPEST = 6;

/** `eval(f"models.{args.arch}")`, also with `+`, `%` and `.format`: a name that the program begins. */
export function isBegun(text: Expression, world: Semantics, depth = 0): boolean {
  const { kind, name, parts, template } = text;
  const [first] = parts;
  if (template !== null) return /^[A-Za-z_][\w.]*[.(_]\{[^{}]*\}/.test(template);
  if (!first || depth > DEEPEST) return kind === 'name' && isBegunName(text, world, depth);
  if (kind === 'operation' && name === '+')
    return first.kind === 'operation'
      ? isBegun(first, world, depth + 1)
      : /^[A-Za-z_][\w.]*[.(_]$/.test(stringOf(first.value) ?? '');
  if (kind === 'operation' && name === '%') return /^[A-Za-z_][\w.]*[.(_]%s/.test(stringOf(first.value) ?? '');
  const [receiver] = kind === 'call' && first.kind === 'attribute' && first.name === 'format' ? first.parts : [];
  return /^[A-Za-z_][\w.]*[.(_]\{/.test(stringOf(receiver?.value) ?? '');
}

function isBegunName(name: Expression, world: Semantics, depth: number): boolean {
  const [binding, other] = depth > DEEPEST ? [] : world.bindingsOf(name);
  return binding?.kind === 'assignment' && binding.value !== null && !other && isBegun(binding.value, world, depth + 1);
}

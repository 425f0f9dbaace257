import type { Argument } from './python-facts';

/** An argument with something else in it. What is worked out when somebody asks is no own property: a copy by `...` would lose it. */
export const changedArgument = (argument: Argument, changes: Partial<Argument>): Argument => ({
  name: argument.name,
  position: argument.position,
  value: argument.value,
  range: argument.range,
  valueRange: argument.valueRange,
  spread: argument.spread,
  expression: argument.expression,
  ...changes,
});

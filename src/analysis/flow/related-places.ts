import type { Related } from '../../core/finding';
import { overlaps, type Range } from '../../core/range';
import { wayOf, type FlowNode } from './flow-node';
import { SOURCE_TEXTS, type FlowSource } from './sources';

const MOST = 4;

/** The way of a value as places beside a finding: where it comes from, and where it goes into and out of functions; without what the finding itself shows. */
export function placesOnWay({ kind, node }: FlowSource, shown: Range): readonly Related[] {
  const text = SOURCE_TEXTS[kind];
  const places: Related[] = [];
  const add = (range: Range, path: string | null, message: string): void => {
    const isShown = path === null && overlaps(range, shown);
    const isKnown = places.some((other) => (other.path ?? null) === path && overlaps(other.range, range));
    if (!isShown && !isKnown && places.length < MOST)
      places.push({ ...(path === null ? {} : { path }), range, message });
  };
  add(declarationOf(node), node.path, `${startingSentence(text)} comes in here.`);
  let from: FlowNode | null = null;
  for (const step of wayOf(node)) {
    // The node before a parameter is what a call gives it.
    if (step.owner && from && from.owner !== step.owner)
      add(from.expression, from.path, `It is given to ${step.owner.name ?? 'a lambda'} here.`);
    else if (step.call && isFollowed(step)) add(step.expression, step.path, `${nameOf(step)} returns it here.`);
    from = step;
  }
  return places;
}

/** A parameter is shown where it is declared, not where it is used. */
function declarationOf({ owner, kind, expression }: FlowNode): Range {
  const declared = kind === 'parameter' ? owner?.parameters.find(({ name }) => name === expression.name) : undefined;
  return declared?.range ?? expression;
}

/** Whether the value comes out of a function of the project there. */
const isFollowed = ({ call, world }: FlowNode): boolean =>
  world.calledBy(call!) !== null || world.calledElsewhere(call!) !== null;

const nameOf = ({ call }: FlowNode): string => call!.expression.parts[0]?.name || 'A function';

export const startingSentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;

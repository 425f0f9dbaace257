import { fromSource } from '../../../analysis/secrets/shortened';
import type { Fix } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { Context } from '../../../core/rule';
import { projectPins } from '../../../project/questions/pins';

/**
 * Takes an image at the digest at which another file of the project takes it: of the same tag, or of one that is not said. None where
 * the image is not written as it is meant (a variable), and where two places differ.
 */
export function imageFixes(image: string, range: Range, context: Context): readonly Fix[] {
  if (range.end - range.start !== image.length) return [];
  const [, name, tag] = /^(.+?)(?::([\w.-]+))?$/.exec(image)!;
  const own = plainName(name!);
  const same = (context.project.ask(projectPins)?.images ?? []).filter((pin) => plainName(pin.name) === own);
  const fitting = same.filter((pin) => pin.tag === (tag ?? null) || pin.tag === null || tag === undefined);
  const [first] = fitting;
  if (!first || fitting.some(({ digest }) => digest !== first.digest)) return [];
  const withTag = tag ?? first.tag;
  return [
    {
      title: fromSource(`Pin to ${first.digest.slice(0, 14)}…`, first.path.slice(first.path.lastIndexOf('/') + 1)),
      safety: 'unsafe',
      edits: [{ range, text: `${name}${withTag ? `:${withTag}` : ''}@${first.digest}` }],
    },
  ];
}

/** Without what Docker adds where no registry is named. */
const plainName = (name: string): string => name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');

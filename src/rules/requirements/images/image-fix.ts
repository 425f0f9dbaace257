import { fromSource } from '../../../analysis/secrets/shortened';
import type { Fix } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { Question } from '../../../core/question';
import type { Context } from '../../../core/rule';
import { imageDigest, imagePlaceOf } from '../../../project/questions/image-digest';
import { projectPins } from '../../../project/questions/pins';

/** What is offered for an image at a moving tag: a fix, or what to ask its registry for one. */
export interface ImageOffer {
  readonly fixes: readonly Fix[];
  readonly lookups: readonly Question[];
}

/**
 * Takes an image at the digest at which another file of the project takes it: of the same tag, or of one that is not said; else at that
 * which its registry says, once somebody asked it. Nothing where the image is not written as it is meant (a variable), and where two
 * places differ.
 */
export function imageOffer(image: string, range: Range, context: Context): ImageOffer {
  if (range.end - range.start !== image.length) return { fixes: [], lookups: [] };
  const [, name, tag] = /^(.+?)(?::([\w.-]+))?$/.exec(image)!;
  const own = plainName(name!);
  const same = (context.project.ask(projectPins)?.images ?? []).filter((pin) => plainName(pin.name) === own);
  const fitting = same.filter((pin) => pin.tag === (tag ?? null) || pin.tag === null || tag === undefined);
  const [first] = fitting;
  if (first && fitting.some(({ digest }) => digest !== first.digest)) return { fixes: [], lookups: [] };
  if (first) {
    const file = first.path.slice(first.path.lastIndexOf('/') + 1);
    return { fixes: [pinnedTo(first.digest, file, `${name}${tagOf(tag ?? first.tag)}`, range)], lookups: [] };
  }
  const place = imagePlaceOf(image);
  if (place === null) return { fixes: [], lookups: [] };
  const asked = [place.registry, place.repository, place.tag] as const;
  const answer = context.project.ask(imageDigest, ...asked);
  return answer && /^sha256:[0-9a-f]{64}$/.test(answer.digest)
    ? { fixes: [pinnedTo(answer.digest, answer.source, `${name}${tagOf(tag)}`, range)], lookups: [] }
    : { fixes: [], lookups: [imageDigest.key(context.path, ...asked)] };
}

const pinnedTo = (digest: string, source: string, image: string, range: Range): Fix => ({
  title: fromSource(`Pin to ${digest.slice(0, 14)}…`, source),
  safety: 'unsafe',
  edits: [{ range, text: `${image}@${digest}` }],
});

const tagOf = (tag: string | null | undefined): string => (tag == null ? '' : `:${tag}`);

/** Without what Docker adds where no registry is named. */
const plainName = (name: string): string => name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');

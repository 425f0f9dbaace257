import { pythonSource, type Random } from '../../bench/corpus';
import { tangledProgram } from '../scan/tangled-programs';
import type { Kind, Seeds, Subject } from './subjects';
import { CALM, mangled } from './changes';
import { changedNotebook } from './notebook-changes';

/** A subject that nobody wrote, made of seeds. The same random numbers give the same one. */
export function makeSubject(
  seeds: Seeds,
  random: Random,
): {
  readonly kind: Kind;
  readonly subject: Subject;
  /** The text before it was changed: where an open document may come from. */ readonly before: string;
} {
  const kind = KINDS[random.below(KINDS.length)]!;
  const seed = random.pick(seeds[kind].length > 0 ? seeds[kind] : seeds.python);
  const other = random.pick(seeds[kind].length > 0 ? seeds[kind] : seeds.python);
  let text = seed.text;
  if (kind === 'python') {
    if (random.below(5) === 0)
      text = random.below(2)
        ? tangledProgram(random.below(1_000_000))
        : pythonSource({ seed: random.below(1_000_000), lines: 20 + random.below(80), density: 0.5 });
    const before = text;
    const calm = random.below(5) < 3;
    for (let i = 0; i <= random.below(calm ? 4 : 8); i++)
      text = calm ? random.pick(CALM)(text, other.text, random, kind) : mangled(text, other.text, kind, random);
    return { kind, subject: { ...seed, text }, before };
  }
  if (kind === 'notebook' && random.below(3) > 0)
    return { kind, subject: { ...seed, text: changedNotebook(text, other.text, random) }, before: text };
  for (let i = 0; i <= random.below(8); i++) text = mangled(text, other.text, kind, random);
  const subject = { ...seed, text };
  // Locks and policies say something about another document.
  if (kind === 'lock' || kind === 'policy') {
    const near = random.pick(random.below(2) ? seeds.python : seeds.requirements);
    return {
      kind,
      subject: {
        path: near.path.split('/').at(-1)!,
        text: near.text,
        hubCache: near.hubCache,
        companions: { ...near.companions, [seed.path.split('/').at(-1)!]: text },
      },
      before: near.text,
    };
  }
  return { kind, subject, before: seed.text };
}

/** Python and notebooks more often: there is most to go wrong. */
const KINDS: readonly Kind[] = [
  'python',
  'python',
  'python',
  'python',
  'python',
  'notebook',
  'notebook',
  'requirements',
  'config',
  'manifest',
  'manifest',
  'config',
  'lock',
  'policy',
  'shell',
  'dockerfile',
  'powershell',
  'batch',
];

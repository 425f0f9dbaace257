import type { ConfigFacts } from '../../core/config-facts';
import type { CalledElsewhere, GivenElsewhere, Signature } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { Value } from '../../core/value';

/** The rest of the project, as one program sees it. Everything is undefined for what is not of the project, and while it is not known yet. */
export interface Outside {
  /** Counts how often more became known: what was made with it in an earlier era may not know what is known now. */
  readonly era: number;
  /** What a dotted name that an import brings in holds, as seen at `use`: `config.MODEL_ID`, `.settings.Config.model`. */
  valueOf(name: string, use: Range): Value | undefined;
  /** What an imported name is where another file only hands it on: `compat.load` is `torch.load`. Asked for callees. */
  nameOf(name: string): string | undefined;
  configFile(path: string): ConfigFacts | undefined;
  /** The function that an imported name stands for; `whole`: with all of its file, and not only what it needs of that. */
  functionOf(name: string, whole: boolean): CalledElsewhere | undefined;
  /** Whether the file in which the function of an imported name is written has a word in it: much cheaper than `functionOf`. */
  mentions(name: string, words: RegExp): boolean;
  /** What may be given by position to what an imported name stands for, where its file has one of the words in it. */
  signatureOf(name: string, words: RegExp): Signature | undefined;
  /** What the module that an imported name comes from binds it to. */
  givenTo(name: string): GivenElsewhere | undefined;
}

/** A value of another file as this one sees it: all of it stands where it is used, and says where it comes from. */
export function broughtHere(value: Value, use: Range, path: string, name: string): Value {
  const range = { start: use.start, end: use.end };
  if (value.kind === 'unknown')
    return {
      kind: 'unknown',
      range,
      reason: value.reason,
      ...(value.prefix === undefined ? {} : { prefix: value.prefix }),
    };
  const { parts, ...own } = value;
  const moved = {
    ...own,
    range,
    origin: range,
    via: value.via === 'default' ? ('default' as const) : ('constant' as const),
    label: value.label ?? name,
    elsewhere: value.elsewhere ?? { path, range: value.origin, name: value.label ?? name },
    ...(parts === undefined ? {} : { parts: parts.map((part) => broughtHere(part, use, path, name)) }),
  };
  const inner = (item: Value): Value => broughtHere(item, use, path, name);
  switch (moved.kind) {
    case 'sequence':
      return { ...moved, items: moved.items.map(inner) };
    case 'dict':
      return {
        ...moved,
        entries: moved.entries.map(
          ([key, item]) =>
            [inner(key), broughtHere(item, use, path, key.kind === 'string' ? `${name}.${key.value}` : name)] as const,
        ),
      };
    case 'result':
      return { ...moved, args: moved.args.map(inner) };
    default:
      return moved;
  }
}

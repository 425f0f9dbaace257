import type { NameTier } from '../analysis/artifacts/known-names';
import type { MemberFact } from '../readers/artifacts/artifact-facts';
import type { ModelPlace, ModelView, TensorColumns, TraceStep } from '../report/model-view';
import { amount, withThousands, bytesText } from './amounts';
import { RowTable, type Column, type RowTableOptions } from './row-table';
import { TreeRows, type TreeNode } from './tree-rows';

/** What every table needs of the page around it. */
export type Around = Pick<RowTableOptions<unknown>, 'copy' | 'told'> & {
  readonly show: (place: ModelPlace) => void;
};

const naturally = new Intl.Collator('en', { numeric: true });
const byName = <T>(one: TreeNode<T>, other: TreeNode<T>): number => naturally.compare(one.name, other.name);

interface TensorItem {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
  readonly bytes: number | null;
}

export function tensorsOf({ names, dtypes, dtype, shapes, bytes }: TensorColumns): readonly TensorItem[] {
  return names.map((name, index) => ({
    name,
    dtype: dtypes[dtype[index]!] ?? '',
    shape: shapes[index]!,
    elements: shapes[index]!.reduce((product, size) => product * size, 1),
    bytes: bytes[index] ?? null,
  }));
}

/** The names of one tensor's way: `model.layers.0.weight`, `dense/kernel:0`. */
const wayOf = (name: string): readonly string[] => {
  const parts = name.split(/[./]/).filter((part) => part !== '');
  return parts.length === 0 ? [name] : parts;
};

interface Totals {
  readonly elements: number;
  /** Null where the type of one does not tell. */
  readonly bytes: number | null;
  readonly dtype: string;
}

export function tensorTable(items: readonly TensorItem[], { copy, told }: Around): RowTable<TensorItem> {
  const known = new WeakMap<TreeNode<TensorItem>, Totals>();
  const totals = (node: TreeNode<TensorItem>): Totals => {
    let found = known.get(node);
    if (found === undefined) {
      found = totalsOf(node.items);
      known.set(node, found);
    }
    return found;
  };
  const columns: readonly Column<TensorItem>[] = [
    { title: 'Name', width: 'minmax(14ch, 3fr)', text: ({ name }) => name },
    { title: 'Type', width: 'minmax(8ch, .7fr)', text: (node) => totals(node).dtype },
    {
      title: 'Shape',
      width: 'minmax(10ch, 1fr)',
      text: ({ item, items }) => (item ? shapeText(item.shape) : amount(items.length, 'tensor')),
    },
    {
      title: 'Elements',
      width: 'minmax(10ch, .9fr)',
      isNumber: true,
      text: (node) => withThousands(totals(node).elements),
    },
    {
      title: 'Size',
      width: 'minmax(9ch, .7fr)',
      isNumber: true,
      text: (node) => (totals(node).bytes === null ? '?' : bytesText(totals(node).bytes!)),
    },
  ];
  const number =
    (of: (node: TreeNode<TensorItem>) => number) =>
    (one: TreeNode<TensorItem>, other: TreeNode<TensorItem>): number =>
      of(one) - of(other);
  const rows = new TreeRows(
    items.map((item) => ({ path: wayOf(item.name), item })),
    {
      compare: {
        0: byName,
        1: (one, other) => naturally.compare(totals(one).dtype, totals(other).dtype),
        3: number((node) => totals(node).elements),
        4: number((node) => totals(node).bytes ?? -1),
      },
      text: ({ name, dtype, shape }) => `${name} ${dtype} ${shapeText(shape)}`.toLowerCase(),
    },
  );
  return new RowTable(rows, {
    label: 'Tensors',
    counted: ['tensor', 'tensors'],
    columns,
    sortable: [0, 1, 3, 4],
    copy,
    told,
  });
}

function totalsOf(items: readonly TensorItem[]): Totals {
  let [elements, bytes]: [number, number | null] = [0, 0];
  const dtypes = new Set<string>();
  for (const item of items) {
    elements += item.elements;
    bytes = bytes === null || item.bytes === null ? null : bytes + item.bytes;
    dtypes.add(item.dtype);
  }
  return {
    elements,
    bytes,
    dtype: dtypes.size === 1 ? [...dtypes][0]! : [...dtypes].slice(0, 2).join(', ') + (dtypes.size > 2 ? ', …' : ''),
  };
}

const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? 'scalar' : shape.join(' × '));

export function traceTable(steps: readonly TraceStep[], { copy, told, show }: Around): RowTable<TraceStep> {
  const rows = new TreeRows(
    steps.map((item) => ({ path: [item.text], item })),
    {
      compare: {},
      text: ({ text, tier, place }) => `${text} ${TIERS[tier]} ${place}`.toLowerCase(),
    },
  );
  return new RowTable(rows, {
    label: 'What loading runs, in its order',
    counted: ['call', 'calls'],
    columns: [
      {
        title: 'Call',
        width: 'minmax(20ch, 4fr)',
        text: ({ item }) => item!.text,
        look: ({ item }) => `code is-${item!.tier}`,
      },
      {
        title: 'Grade',
        width: 'minmax(10ch, .8fr)',
        text: ({ item }) => TIERS[item!.tier],
        look: ({ item }) => `is-${item!.tier}`,
      },
      { title: 'Times', width: '7ch', isNumber: true, text: ({ item }) => withThousands(item!.count) },
      { title: 'Where', width: 'minmax(12ch, 1.4fr)', text: ({ item }) => placeText(item!) },
    ],
    sortable: [],
    first: ({ tier }) => tier === 'dangerous',
    open: show,
    copy,
    told,
  });
}

/** How a name is graded, in words. */
export const TIERS: Readonly<Record<NameTier, string>> = {
  dangerous: 'dangerous',
  unknown: 'not known',
  framework: 'library class',
  inert: 'plain data',
};

const GRAVITY: Readonly<Record<NameTier, number>> = { dangerous: 0, unknown: 1, framework: 2, inert: 3 };

type ImportItem = ModelView['imports'][number];

export function importTable(imports: readonly ImportItem[], { copy, told, show }: Around): RowTable<ImportItem> {
  const sorted = [...imports].sort((one, other) => GRAVITY[one.tier] - GRAVITY[other.tier]);
  const rows = new TreeRows(
    sorted.map((item) => ({ path: [item.name], item })),
    {
      compare: { 0: byName, 1: (one, other) => GRAVITY[one.item!.tier] - GRAVITY[other.item!.tier] },
      text: ({ name, tier }) => `${name} ${TIERS[tier]}`.toLowerCase(),
    },
  );
  const placeOf = ({ pointer, offset }: ImportItem): ModelPlace => ({ place: pointer ?? '', offset });
  return new RowTable(rows, {
    label: 'Imports',
    counted: ['import', 'imports'],
    columns: [
      {
        title: 'Name',
        width: 'minmax(20ch, 4fr)',
        text: ({ item }) => item!.name,
        look: ({ item }) => `code is-${item!.tier}`,
      },
      {
        title: 'Grade',
        width: 'minmax(10ch, .8fr)',
        text: ({ item }) => TIERS[item!.tier],
        look: ({ item }) => `is-${item!.tier}`,
      },
      { title: 'Used', width: 'minmax(8ch, .6fr)', text: ({ item }) => (item!.called ? 'called' : 'named only') },
      { title: 'Where', width: 'minmax(12ch, 1.4fr)', text: ({ item }) => placeText(placeOf(item!)) },
    ],
    sortable: [0, 1],
    open: (item) => show(placeOf(item)),
    copy,
    told,
  });
}

type Entry = readonly [key: string, value: string];

export function metadataTable(entries: readonly Entry[], { copy, told }: Around): RowTable<Entry> {
  const rows = new TreeRows(
    entries.map((item) => ({ path: [item[0]], item })),
    { compare: { 0: byName }, text: ([key, value]) => `${key} ${value}`.toLowerCase() },
  );
  return new RowTable(rows, {
    label: 'Metadata',
    counted: ['entry', 'entries'],
    columns: [
      { title: 'Key', width: 'minmax(16ch, 1fr)', text: ({ item }) => item![0] },
      { title: 'Value', width: 'minmax(16ch, 2fr)', text: ({ item }) => item![1] },
    ],
    sortable: [0],
    copy,
    told,
  });
}

export function memberTable(members: readonly MemberFact[], { copy, told, show }: Around): RowTable<MemberFact> {
  const size = ({ items }: TreeNode<MemberFact>): number | null =>
    items.reduce<number | null>((sum, each) => (sum === null || each.size === null ? null : sum + each.size), 0);
  const rows = new TreeRows(
    members.map((item) => ({ path: item.place.split(/[/!]/).filter((part) => part !== ''), item })),
    {
      compare: { 0: byName, 1: (one, other) => (size(one) ?? -1) - (size(other) ?? -1) },
      text: ({ place }) => place.toLowerCase(),
      joint: '/',
    },
  );
  return new RowTable(rows, {
    label: 'Contents',
    counted: ['part', 'parts'],
    columns: [
      { title: 'Name', width: 'minmax(20ch, 3fr)', text: ({ name }) => name },
      { title: 'Size', width: 'minmax(9ch, .7fr)', isNumber: true, text: (node) => sizeOr(size(node)) },
      {
        title: 'In the file',
        width: 'minmax(10ch, .7fr)',
        isNumber: true,
        text: ({ item }) => (item ? sizeOr(item.packed ?? item.size) : ''),
      },
    ],
    sortable: [0, 1],
    open: ({ place }) => show({ place, offset: 0 }),
    copy,
    told,
  });
}

const sizeOr = (bytes: number | null): string => (bytes === null ? '?' : bytesText(bytes));

/** Where something lies, for people. */
export function placeText({ place, offset }: ModelPlace): string {
  if (offset === null) return place;
  return `byte ${withThousands(offset)}${place === '' ? '' : ` of ${place}`}`;
}

import type { InfrastructureFacts, SettingFact } from '../../core/infrastructure-facts';
import { rangeOf, type Range } from '../../core/range';
import type { SourceLeaf } from '../../core/tree';
import { mountAt } from '../kubernetes/privileges';

/** An option of a line for the scheduler. */
interface Directive {
  readonly option: string;
  readonly value: string;
  /** Of the option with its value. */
  readonly range: Range;
  readonly valueRange: Range;
}

/** Short options with the long ones that they stand for. Source: slurm.schedmd.com, sbatch. */
const LONG: Readonly<Record<string, string>> = {
  t: 'time',
  A: 'account',
  N: 'nodes',
  G: 'gpus',
  J: 'job-name',
  p: 'partition',
  n: 'ntasks',
};

/** Lines for the scheduler that are looked at. */
const MOST_LINES = 500;
const OPTION =
  /(?:^|\s)(?:--([a-z][a-z-]{1,40})|-([A-Za-z]))(?:(?:=|[ \t]+|(?<=\s-[A-Za-z]))((?!-)(?:"[^"\n]*"|'[^'\n]*'|[^\s"'])+))?/g;

/** What a batch script asks the scheduler for; null for a script without such lines. After the first command they mean nothing. */
export function slurmFacts(text: string): InfrastructureFacts | null {
  const directives = directivesIn(text);
  const [first] = directives;
  if (first === undefined) return null;
  const valueOf = (option: string): Directive | undefined => directives.findLast((each) => each.option === option);
  const image = valueOf('container-image');
  const name = valueOf('job-name');
  return {
    kind: 'infrastructure',
    format: 'slurm',
    text,
    workloads: [
      {
        kind: 'batch script',
        name: name?.value ?? null,
        namespace: null,
        labels: {},
        range: first.range,
        containers: [
          {
            name: null,
            image: image ? leafOf(image) : null,
            words: [],
            environment: [],
            ports: [],
            gpus: acceleratorsOf(valueOf),
            range: first.range,
          },
        ],
        privileges: (valueOf('container-mounts')?.value ?? '')
          .split(',')
          .filter((mount) => mount.startsWith('/'))
          .map((mount) => {
            const [source = '', , flags = ''] = mount.split(':');
            return mountAt(source, valueOf('container-mounts')!.valueRange, flags.includes('ro'));
          }),
        ray: null,
        deadline: valueOf('time') ? 'written' : 'absent',
        queue: null,
        copies: wholeNumber(valueOf('nodes')?.value) ?? (valueOf('nodes') ? null : 1),
      },
    ],
    exposures: [],
    settings: directives.map(settingOf),
    grants: [],
    bindings: [],
    openPorts: [],
    objects: [],
    pipeline: null,
  };
}

function directivesIn(text: string): readonly Directive[] {
  const directives: Directive[] = [];
  let at = 0;
  for (const line of text.slice(0, LONGEST_HEAD).split('\n').slice(0, MOST_LINES)) {
    const start = at;
    at += line.length + 1;
    if (/^\s*$/.test(line)) continue;
    if (!line.startsWith('#')) break;
    if (!/^#SBATCH\s/.test(line)) continue;
    const said = line.slice(0, / #/.exec(line)?.index ?? line.length);
    for (const match of said.slice(7).matchAll(OPTION)) {
      const from = start + 7 + match.index + (match[0].length - match[0].trimStart().length);
      const end = start + 7 + match.index + match[0].length;
      const value = match[3] ?? '';
      directives.push({
        option: match[1] ?? LONG[match[2]!] ?? match[2]!,
        value: value.replace(/^(["'])(.*)\1$/, '$2'),
        range: rangeOf(from, end),
        valueRange: rangeOf(end - value.length, end),
      });
    }
  }
  return directives;
}
const LONGEST_HEAD = 50_000;

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;

/** Accelerators of one node. */
function acceleratorsOf(valueOf: (option: string) => Directive | undefined): number | null {
  const perNode = wholeNumber(valueOf('gpus-per-node')?.value.replace(/^[\w.-]+:/, ''));
  const [, count] =
    /(?:^|,)gpu(?::[\w.-]*[A-Za-z_][\w.-]*)?(?::(\d{1,5}))?(?:$|,|\()/.exec(valueOf('gres')?.value ?? '') ?? [];
  if (perNode !== null) return perNode;
  if (valueOf('gres')?.value.includes('gpu')) return Number(count ?? 1);
  const all = wholeNumber(valueOf('gpus')?.value.replace(/^[\w.-]+:/, ''));
  const nodes = wholeNumber(valueOf('nodes')?.value) ?? 1;
  return all === null ? null : all / Math.max(nodes, 1);
}

const leafOf = ({ value, valueRange }: Directive): SourceLeaf => ({
  kind: 'leaf',
  range: valueRange,
  text: /[$%]/.test(value) ? null : value.replace('#', '/'),
  quoted: false,
  words: null,
});

const settingOf = ({ option, value, range, valueRange }: Directive): SettingFact => ({
  type: 'slurm:job',
  path: option,
  value,
  range,
  valueRange,
  quoted: false,
  resource: null,
});

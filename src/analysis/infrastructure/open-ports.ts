import type { OpenPortFact } from '../../core/infrastructure-facts';
import type { ShellStep } from '../commands/steps';

/** What answers on a port, as far as its number tells. Sources: the documentation of each. */
const ON_PORT: readonly (readonly [number, string])[] = [
  [22, 'SSH'],
  [3389, 'the remote desktop'],
  [8888, 'Jupyter (8888)'],
  [8265, 'the dashboard of Ray (8265)'],
  [10001, 'the client port of Ray (10001)'],
  [5000, 'MLflow (5000)'],
  [6006, 'TensorBoard (6006)'],
  [6379, 'Redis (6379)'],
  [7860, 'Gradio (7860)'],
  [8000, 'port 8000'],
  [8080, 'port 8080'],
  [8786, 'the scheduler of Dask (8786)'],
  [11434, 'Ollama (11434)'],
];
/** A range of more ports than this was not opened for one server. */
const WIDE = 10_000;

/** What a rule lets the internet reach, for a message; null for what is meant to be public. */
export function serverOnPorts({ from, to }: OpenPortFact): string | null {
  if (to - from > WIDE) return from <= 22 && to >= 65_000 ? 'every port' : `ports ${from} to ${to}`;
  return ON_PORT.find(([port]) => from <= port && port <= to)?.[1] ?? null;
}

const EVERYWHERE = /^(?:0\.0\.0\.0\/0|::\/0|\*|internet|any)$/i;

/** Rules that a command adds. Sources: AWS CLI, ec2 authorize-security-group-ingress; gcloud compute firewall-rules create; az network nsg rule create. */
export function openedByStep({ command }: ShellStep): readonly OpenPortFact[] {
  const words = command.words.map(({ text }) => text);
  const line = words.join(' ');
  const kind = COMMANDS.find(([pattern]) => pattern.test(line));
  if (kind === undefined) return [];
  const [, sources, ports] = kind;
  const at = words.findIndex((word, index) => {
    const [option, inline] = word.split('=', 2);
    return sources.includes(option ?? '') && EVERYWHERE.test(inline ?? words[index + 1] ?? '');
  });
  if (at < 0) return [];
  const range = command.words[at]!.range;
  return words.flatMap((word, index) => {
    const [option, ...inline] = word.split('=');
    if (!ports.includes(option ?? '')) return [];
    return portsIn(inline.length > 0 ? inline.join('=') : (words[index + 1] ?? '')).map(([from, to]) => ({
      from,
      to,
      source: null,
      range,
    }));
  });
}

const COMMANDS: readonly (readonly [RegExp, readonly string[], readonly string[]])[] = [
  [/^aws ec2 authorize-security-group-ingress\b/, ['--cidr', '--cidr-ip'], ['--port']],
  [/^gcloud (?:beta |alpha )?compute firewall-rules create\b/, ['--source-ranges'], ['--allow', '--rules']],
  [
    /^az network nsg rule create\b/,
    ['--source-address-prefixes', '--source-address-prefix'],
    ['--destination-port-ranges', '--destination-port-range'],
  ],
];

/** `22`, `8000-9000`, `tcp:8888,tcp:6006`, `all` */
const portsIn = (text: string): readonly (readonly [number, number])[] =>
  text
    .split(',')
    .filter((each) => !/^(?:udp|icmp)/i.test(each))
    .flatMap((each): (readonly [number, number])[] => {
      if (/^(?:all|\*|tcp|-1)$/i.test(each)) return [[0, 65_535]];
      const [, from, to] = /^(?:tcp:)?(\d{1,5})(?:-(\d{1,5}))?$/i.exec(each) ?? [];
      return from === undefined ? [] : [[Number(from), Number(to ?? from)]];
    });

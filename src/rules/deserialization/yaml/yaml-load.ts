import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { isBelow, resolved } from '../../../analysis/versions';
import { powerOf } from './yaml-loader';
import type { YamlPower } from './yaml-power';

/** Functions of PyYAML that load, other than the safe ones. */
export const YAML_LOADS: readonly string[] = [
  'yaml.load',
  'yaml.load_all',
  'yaml.unsafe_load',
  'yaml.unsafe_load_all',
  'yaml.full_load',
  'yaml.full_load_all',
];

/** What a call of PyYAML loads, and how much it lets the file build. */
export interface YamlLoad {
  readonly stream: Argument;
  /** `load`, `full_load_all`, … */
  readonly name: string;
  readonly power: Exclude<YamlPower, 'plain'>;
  /** How the loader is called that the call names; empty where it names none. */
  readonly loaderName: string;
  readonly loader: Argument | undefined;
  /** The function takes a loader, and the call gives none. */
  readonly missing: boolean;
  /** The PyYAML that the project resolves to. */
  readonly version: string | null;
  /** That version refuses the call. */
  readonly raises: boolean;
}

/** Reads a call of `YAML_LOADS`; null where nothing but plain data can come of it, or that is not known. */
export function yamlLoadOf(call: CallFact, context: PythonContext): YamlLoad | null {
  const stream = argumentOf(call, 'stream', 0);
  // A document that is written in the code is what it is.
  if (!stream || isWritten(stream.value)) return null;
  const name = call.callee.slice('yaml.'.length);
  const takesLoader = /^load/.test(name);
  const loader = takesLoader ? argumentOf(call, 'Loader', 1) : undefined;
  if (!loader && call.open) return null;
  const version = resolved(context, 'pyyaml');
  const missing = takesLoader && (!loader || loader.value.kind === 'none');
  const full = missing ? version !== null && !isBelow(version, '5.1') : name.startsWith('full');
  const known =
    loader && !missing ? powerOf(loader.value, context) : ({ power: full ? 'full' : 'any', name: '' } as const);
  if (!known || known.power === 'plain') return null;
  return {
    stream,
    name,
    power: known.power,
    loaderName: known.name,
    loader: missing ? undefined : loader,
    missing,
    version,
    raises: missing && version !== null && !isBelow(version, '6'),
  };
}

/** `yaml.load("a: 1")`, `yaml.load(io.StringIO("a: 1"))`. */
const isWritten = (value: Value): boolean =>
  value.kind === 'string' ||
  (value.kind === 'result' &&
    /^(?:io\.StringIO|textwrap\.dedent)$/.test(value.callee) &&
    value.args[0]?.kind === 'string');

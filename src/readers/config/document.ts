import type { ConfigFacts, ConfigFormat } from '../../core/config-facts';
import type { ScanInput, TextInput } from '../../core/input';
import { rangeOf, type Range } from '../../core/range';
import type { SourceTree } from '../../core/tree';
import { placeInText } from '../placement';
import { isCondaEnvironment, readCondaEnvironment } from '../conda-environment/conda-environment';
import { mayBeInfrastructure } from '../infrastructure/infrastructure';
import { infrastructureParts } from '../infrastructure/parts';
import { NOTHING, type DocumentKind, type Part, type Reading, type ReadingTools } from '../reading';
import { treeOfJson } from '../tree/tree-json';
import { treeOfYaml } from '../tree/tree-yaml';
import { CONFIGURATIONS, configFormatOf, NOT_CONFIGURATION, readConfig } from './config';

/** Configuration of any program: settings, environments, credentials. */
export const config: DocumentKind = {
  kind: 'config',
  names: CONFIGURATIONS.map(([pattern]) => pattern),
  except: NOT_CONFIGURATION,
  globs: [
    '.env',
    '.env.*',
    '*.env',
    '*.env.{example,sample,template,dist,local}',
    '*.{yaml,yml,toml,json,jsonc,ini,cfg,conf,properties,tfvars}',
    '{.pypirc,.netrc,_netrc,credentials,.npmrc,.condarc,.s3cfg,.boto,.databrickscfg,.wandbrc,.comet.config,.my.cnf}',
  ],
  languages: ['dotenv'],
  suffix: '.env',
  input: 'text',
  times: 1,
  inventoried: true,
  read(input, tools) {
    const { roots, parsed, ...settings } = readConfiguration(input);
    const [part] = settings.parts;
    if (input.kind !== 'text' || part === undefined) return settings;
    // An environment of conda may have any name: `conda_env: gpu.yaml` of an MLproject.
    if (isCondaEnvironment(roots)) {
      const environment = readCondaEnvironment(roots, input.text, input.path);
      return { ...settings, parts: [part, ...environment.map((facts): Part => ({ ...part, facts: () => facts }))] };
    }
    return mayBeInfrastructure(input.path, input.text)
      ? withInfrastructure(input, settings, () => treesIn(input, roots, parsed), tools)
      : settings;
  },
};

/** A reading of a file of configuration, with what it says about infrastructure. */
export async function withInfrastructure(
  { path, text }: TextInput,
  settings: Reading,
  trees: () => readonly SourceTree[],
  tools: ReadingTools,
): Promise<Reading> {
  const [part] = settings.parts;
  if (part === undefined) return settings;
  const read = await infrastructureParts(path, text, part, tools, trees);
  return { parts: [...settings.parts, ...read.parts], notes: [...settings.notes, ...read.notes] };
}

/** The documents of YAML, or the value of JSON. */
export function treesIn({ path, text }: TextInput, roots: readonly unknown[], parsed: string): readonly SourceTree[] {
  if (configFormatOf(path) !== 'json') return roots.map((root) => treeOfYaml(root, parsed));
  const tree = treeOfJson(text);
  return tree === null ? [] : [tree];
}

/** Reads scalars and comments, in the format that the name tells where none is said. `roots`: of YAML, its documents as the parser sees them. */
export function readConfiguration(
  input: ScanInput,
  format: ConfigFormat | null = configFormatOf(input.path),
): Reading & { readonly roots: readonly unknown[]; readonly parsed: string } {
  if (format === null || input.kind !== 'text') return { ...NOTHING, roots: [], parsed: '' };
  const { path, text } = input;
  const { facts, notes, roots, parsed } = readConfig(text, path, format);
  const spans = (): readonly Range[] => spansOf(facts);
  return {
    parts: [{ placement: placeInText(path, text), text, comments: facts.comments, spans, facts: () => facts }],
    notes,
    roots,
    parsed,
  };
}

/** Values with their keys. INI's values that go on in further lines are entries without a key of their own. */
function spansOf({ entries, text }: ConfigFacts): readonly Range[] {
  const spans: Range[] = [];
  for (const { keys, keyRange, literalRange } of entries) {
    const last = spans.at(-1);
    if (keyRange === null && last && entries[spans.length - 1]!.keys.join('\0') === keys.join('\0'))
      spans.push(rangeOf(last.start, literalRange.end));
    else {
      // The items of a list share its key; only what stands behind its key goes with it.
      const isBehind = keyRange && /^["']?\s*[:=]\s*$/.test(text.slice(keyRange.end, literalRange.start));
      spans.push(rangeOf(isBehind ? keyRange.start : literalRange.start, literalRange.end));
    }
  }
  return spans;
}

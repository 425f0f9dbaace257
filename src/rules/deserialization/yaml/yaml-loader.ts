import { lastNameOf } from '../../../core/callee-pattern';
import type { Edit, Fix } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import { rangeOf } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { ensureImport } from '../../../readers/python/edits';
import { unwrap } from '../../../analysis/flow/file-keys';
import { fileText } from '../../../project/questions/file-text';

/** What a YAML loader builds: plain data; objects of modules that are imported anyway; anything. */
export type YamlPower = 'plain' | 'full' | 'any';

/** How much the `Loader` of a call may build, with its name; null when it is not known. */
export function powerOf(
  value: Value,
  context: PythonContext,
): { readonly power: YamlPower; readonly name: string } | null {
  const powers = namesOf(value, context).map((name) => ({
    name: lastNameOf(name),
    power: powerOfName(name) ?? powerOfClass(name, context),
  }));
  // `try: from yaml import CLoader as Loader` and its other half: the mildest is what can be said of both.
  const known = powers.filter((item): item is { name: string; power: YamlPower } => item.power !== null);
  return known.length === 0 || known.length < powers.length
    ? null
    : known.reduce((a, b) => (ORDER.indexOf(a.power) <= ORDER.indexOf(b.power) ? a : b));
}

function namesOf(value: Value, context: PythonContext): readonly string[] {
  if (value.kind === 'reference') return [value.name];
  if (value.kind === 'unknown') return value.reason === 'ambiguous' ? importedAs(value.name, context) : [];
  // getattr(yaml, "CLoader", yaml.Loader)
  const [module, member, otherwise] = value.kind === 'result' && value.callee === 'getattr' ? value.args : [];
  return module?.kind === 'reference' && member?.kind === 'string'
    ? [`${module.name}.${member.value}`, ...(otherwise?.kind === 'reference' ? [otherwise.name] : [])]
    : [];
}

const ORDER: readonly YamlPower[] = ['plain', 'full', 'any'];

function powerOfName(name: string): YamlPower | null {
  const match = /^(?:yaml|ruamel\.yaml|ruamel_yaml)\.(?:\w+\.)?(C?(?:Safe|Base|Full|Unsafe|RoundTrip)?Loader)$/.exec(
    name,
  );
  if (!match) return null;
  return /Safe|Base|RoundTrip/.test(match[1]!.replace('Unsafe', ''))
    ? 'plain'
    : /Full/.test(match[1]!)
      ? 'full'
      : 'any';
}

/** A class of the program builds at least what the loader builds that it extends. */
function powerOfClass(name: string, context: PythonContext): YamlPower | null {
  const own = /^\.(\w+)$/.exec(name)?.[1];
  const base =
    own === undefined
      ? null
      : new RegExp(`^[ \\t]*class[ \\t]+${own}[ \\t]*\\(\\s*([\\w.]+)\\s*\\)`, 'm').exec(context.facts.text)?.[1];
  const last = base && lastNameOf(base);
  return last === undefined || last === own ? null : powerOfName(`yaml.${last}`);
}

const importedAs = (name: string | undefined, context: PythonContext): readonly string[] =>
  context.facts.imports
    .filter((item) => item.member !== null && (item.alias ?? item.member) === name)
    .map((item) => `${item.module}.${item.member!}`);

/** `yaml.load(f, Loader=yaml.Loader)` → `yaml.safe_load(f)`. Safe where the file is known and asks for no objects: then both give the same. */
export function safeLoadFix(
  call: CallFact,
  loader: Argument | undefined,
  context: PythonContext,
  runs: boolean,
): Fix | null {
  const { text } = context.facts;
  const written = text.slice(call.calleeRange.start, call.calleeRange.end);
  const match = /^((?:[\w]+\s*\.\s*)*)(?:unsafe_|full_)?load(_all)?$/.exec(written);
  if (!match || call.guessed || loader?.spread) return null;
  const name = `safe_load${match[2] ?? ''}`;
  const imported = match[1] === '' ? ensureImport(context, 'yaml', call.statement) : null;
  const edits: Edit[] = [
    ...(imported?.edits ?? []),
    { range: call.calleeRange, text: imported ? `${imported.name}.${name}` : `${match[1]!}${name}` },
  ];
  if (loader) {
    const before = call.args.filter((argument) => argument.range.end <= loader.range.start).pop();
    if (!before) return null;
    edits.push({ range: rangeOf(before.range.end, loader.range.end), text: '' });
  }
  return { title: `Use yaml.${name}`, safety: runs && asksForNothing(call, context) ? 'safe' : 'unsafe', edits };
}

/** The file lies beside the code and has no tags, and nobody taught the other loaders more than the safe one knows. */
function asksForNothing(call: CallFact, context: PythonContext): boolean {
  const stream = argumentOf(call, 'stream', 0)?.value;
  const path = stream && stream.kind === 'result' ? unwrap(stream) : undefined;
  if (
    path?.kind !== 'string' ||
    path.via === 'default' ||
    /add_(?:implicit_resolver|path_resolver|constructor|multi_constructor)/.test(context.facts.text)
  )
    return false;
  const content = context.project.ask(fileText, path.value.replace(/^\.\//, ''));
  return typeof content === 'string' && !content.includes('!');
}

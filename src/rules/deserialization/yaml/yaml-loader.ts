import { lastNameOf } from '../../../core/callee-pattern';
import type { Edit, Fix } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import { rangeOf } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { ensureImport, replaceWith } from '../../../readers/python/edits';
import { callsOf } from '../../../readers/python/fact-index';
import { unwrap } from '../../../analysis/flow/file-keys';
import { fileText } from '../../../project/questions/file-text';
import { powerTaught, TEACHES } from './taught-loaders';
import { ORDER, type YamlPower } from './yaml-power';

/** How much the `Loader` of a call may build, with its name; null when it is not known. */
export function powerOf(
  value: Value,
  context: PythonContext,
): { readonly power: YamlPower; readonly name: string } | null {
  const powers = namesOf(value, context).map((name) => ({
    name: lastNameOf(name),
    power: worst([powerOfName(name) ?? powerOfClass(name, context), powerTaught(name, context)]),
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

function powerOfName(name: string): YamlPower | null {
  const match =
    /^(?:yaml|ruamel\.yaml|ruamel_yaml)\.(?:\w+\.)?(C?(?:Safe|Base|Full|Unsafe|RoundTrip)?(?:Loader|Constructor))$/.exec(
      name,
    );
  if (!match) return null;
  return /Safe|Base|RoundTrip/.test(match[1]!.replace('Unsafe', ''))
    ? 'plain'
    : /Full/.test(match[1]!)
      ? 'full'
      : 'any';
}

/** Classes of the program that derive from one another, that are followed. */
const DEEPEST = 5;

/** A class of the program builds at least what the loaders build that it extends. */
function powerOfClass(name: string, context: PythonContext, depth = 0): YamlPower | null {
  const own = name.startsWith('.')
    ? context.facts.semantics.classes.find((item) => `.${item.name}` === name)
    : undefined;
  if (!own || depth > DEEPEST) return null;
  const powers = own.bases.map(
    ({ qualified }) =>
      powerOfName(qualified) ??
      powerOfClass(qualified, context, depth + 1) ??
      powerOfName(`yaml.${lastNameOf(qualified)}`),
  );
  return worst([...powers, ...own.bases.map(({ qualified }) => powerTaught(qualified, context))]);
}

const worst = (powers: readonly (YamlPower | null)[]): YamlPower | null =>
  ORDER.findLast((power) => powers.includes(power)) ?? null;

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
  const [callee] = call.expression.parts;
  const match = /^(?:unsafe_|full_)?load(_all)?$/.exec(callee?.name ?? '');
  if (!callee || callee.dotted === null || !match || call.guessed || loader?.spread) return null;
  const name = `safe_load${match[1] ?? ''}`;
  const imported = callee.kind === 'name' ? ensureImport(context, 'yaml', call.statement) : null;
  const edits: Edit[] = [
    ...(imported?.edits ?? []),
    imported
      ? replaceWith(callee, `${imported.name}.${name}`)
      : replaceWith(rangeOf(callee.end - callee.name.length, callee.end), name),
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
  if (path?.kind !== 'string' || path.via === 'default' || callsOf(context.facts, TEACHES).length > 0) return false;
  const content = context.project.ask(fileText, path.value.replace(/^\.\//, ''));
  return typeof content === 'string' && !content.includes('!');
}

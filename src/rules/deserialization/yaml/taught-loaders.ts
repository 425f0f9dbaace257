import { lastNameOf } from '../../../core/callee-pattern';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { CallPattern, PythonContext } from '../../../core/rule';
import type { Expression, FunctionFact } from '../../../core/semantics';
import { stringOf } from '../../../core/value';
import { contains } from '../../../core/range';
import { callsOf } from '../../../readers/python/fact-index';
import type { YamlPower } from './yaml-power';

/** Calls that teach a loader more than it knows by itself. */
export const TEACHES = /(?:^|\.)add_(?:implicit_resolver|path_resolver|constructor|multi_constructor)$/;
/** They, and what constructors of the program may call. */
export const LOADER_TEACHING: readonly CallPattern[] = [
  {
    callees: ['**.add_implicit_resolver', '**.add_path_resolver', '**.add_constructor', '**.add_multi_constructor'],
  },
  {
    callees: ['importlib.import_module', '__import__', 'eval', 'exec', 'pydoc.locate', 'os.system', 'os.popen'],
    anywhere: /add_(?:multi_)?constructor/,
  },
];

/** Tags of PyYAML that name a function, a class or a module; `python/tuple` and its like are plain data. */
const NAMING_TAG = /python\/(?:$|object|name|module|apply|new)/;
/** Constructors of PyYAML that look a name up, or call what it names. */
const NAMING_CONSTRUCTOR = /(?:^|\.)(?:construct_python_(?:object\w*|name|module)|(?:find|make)_python_\w+)$/;
/** What a constructor of the program calls that runs code, or loads what a text names. */
const RUNS =
  /^(?:eval|exec|builtins\.(?:eval|exec)|__import__|importlib\.import_module|pydoc\.locate|os\.(?:system|popen))$/;

/** What a loader builds beside what it knows by itself: `L.add_constructor("!python/object", …)`, `yaml.add_constructor(…, Loader=L)`. Null where nobody taught it that. */
export function powerTaught(loader: string, context: PythonContext): YamlPower | null {
  const own = lastNameOf(loader);
  const taught = callsOf(context.facts, TEACHES).some(
    (call) => loaderTaught(call) === own && /constructor$/.test(call.callee) && runsCode(call, context),
  );
  return taught ? 'any' : null;
}

/** The loader that a call teaches, by its name: the receiver, or the argument `Loader`, without which it is all but the safe ones. */
function loaderTaught(call: CallFact): string | null {
  const receiver = call.expression.parts[0]?.parts[0];
  const given = argumentOf(call, 'Loader', 2)?.expression ?? receiver;
  return given?.dotted == null ? null : lastNameOf(given.dotted);
}

function runsCode(call: CallFact, context: PythonContext): boolean {
  const tag = stringOf((argumentOf(call, 'tag', 0) ?? argumentOf(call, 'tag_prefix', 0))?.value) ?? '';
  const constructor = (argumentOf(call, 'constructor', 1) ?? argumentOf(call, 'multi_constructor', 1))?.expression;
  if (constructor === undefined) return false;
  if (NAMING_CONSTRUCTOR.test(constructor.qualified) || NAMING_CONSTRUCTOR.test(constructor.dotted ?? '')) return true;
  const written = functionOf(constructor, context);
  // What a function of the program makes of the tag is what it says; one that is not known is believed by its tag.
  if (written === null) return NAMING_TAG.test(tag) && constructor.kind !== 'lambda';
  return context.facts.calls.some(({ callee, range }) => RUNS.test(callee) && contains(written.range, range));
}

function functionOf(constructor: Expression, { facts: { semantics } }: PythonContext): FunctionFact | null {
  if (constructor.kind === 'lambda')
    return (
      semantics.functions.find(({ range }) => range.start === constructor.start && range.end === constructor.end) ??
      null
    );
  const owners = semantics
    .bindingsOf(constructor)
    .flatMap(({ kind, owner }) => (kind === 'function' && owner ? [owner] : []));
  return owners[0] ?? null;
}

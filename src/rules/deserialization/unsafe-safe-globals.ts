import type { CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import type { Expression } from '../../core/semantics';
import type { Value } from '../../core/value';

/** Callables that make an allow-list worthless: with one of them a pickle does what it likes. */
const DANGEROUS =
  /^(?:(?:builtins\.|__builtins__\.)?(?:eval|exec|compile|__import__|open|globals|locals|vars|setattr|delattr|breakpoint)|os\.(?:system|popen|exec\w+|spawn\w+|posix_spawn\w*|fork|kill|putenv|remove|unlink|rename|rmdir|removedirs)|posix\.\w+|nt\.\w+|pty\.spawn|subprocess\.\w+|asyncio\.create_subprocess_\w+|importlib\.import_module|runpy\.\w+|(?:pickle|_pickle|dill|cloudpickle|marshal|joblib)\.loads?|(?:pickle|_pickle|dill)\.Unpickler|dill\._dill\.\w+|cloudpickle\.cloudpickle\.\w+|torch\.load|torch\.serialization\.load|torch\.storage\._load_from_bytes|torch\.hub\.load|types\.(?:FunctionType|CodeType)|ctypes\.\w+|shutil\.\w+|webbrowser\.open|code\.\w+|timeit\.timeit|pdb\.\w+)$/;
/** Not code by itself, but the way from one allowed object to everything it can reach. */
const REACHING = /^(?:builtins\.)?getattr$/;

const MODULE = /^(?:builtins|__builtins__|os|subprocess)$/;
/** Parts of one expression that are looked at. */
const MOST_PARTS = 80;

export default defineRule({
  id: 'unsafe-safe-globals',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe safe globals',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A function that can run code (`eval`, `exec`, `os.system`, `getattr`, `pickle.loads`, …) is added to what `torch.load(weights_only=True)` may call.',
    why: 'The checkpoint chooses which allowed functions are called, and with which arguments. A single function that runs code makes `weights_only=True` as unsafe as `weights_only=False`.',
    fix: 'Allow only classes that hold data. Save the checkpoint again without the object that needs the function: as a state dict, or as safetensors. There is no quick fix: stored data must be converted to another format first.',
    references: [
      'https://docs.pytorch.org/docs/stable/notes/serialization.html',
      'https://docs.pytorch.org/docs/stable/generated/torch.load.html',
    ],
  },
  listen: {
    calls: [
      {
        callees: [
          'torch.serialization.add_safe_globals',
          'torch.serialization.safe_globals',
          'torch._weights_only_unpickler.add_safe_globals',
          'torch._weights_only_unpickler._add_safe_globals',
        ],
        check,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const list = call.args[0]?.value;
  const argument = call.args[0];
  if (argument && list?.kind !== 'sequence' && holdsModule(argument.expression, context)) {
    return context.report({
      range: argument.valueRange,
      message: 'A whole module in the safe globals lets a checkpoint run any code.',
    });
  }
  for (const item of list?.kind === 'sequence' ? list.items : []) {
    // `(callable, "name in the pickle")` is allowed too.
    const name = globalNameOf(item.kind === 'sequence' ? item.items[0] : item);
    const reaching = REACHING.test(name);
    if (!reaching && !DANGEROUS.test(name)) continue;
    // A list that is a constant is written elsewhere.
    const written = list!.kind === 'sequence' && list!.via === 'literal' ? item.range : call.args[0]!.valueRange;
    context.report({
      range: written,
      severity: reaching ? 'warning' : 'error',
      message: reaching
        ? 'getattr in the safe globals lets a checkpoint reach far beyond the other entries.'
        : `${name.replace(/^builtins\./, '')} in the safe globals lets a checkpoint run any code.`,
    });
  }
}

/** `vars(builtins).values()`, `[item for item in builtins.__dict__.values()]`. */
function holdsModule(expression: Expression, { facts }: PythonContext): boolean {
  const queue = [expression];
  for (let i = 0; i < queue.length && i < MOST_PARTS; i++) {
    const part = queue[i]!;
    const { kind, name, parts } = part;
    const held =
      kind === 'attribute' && name === '__dict__'
        ? parts[0]
        : kind === 'call' && parts[0]!.qualified === 'vars'
          ? parts[1]
          : undefined;
    if (held && MODULE.test(held.qualified)) return true;
    const given = kind === 'name' ? facts.semantics.bindingsOf(part) : [];
    queue.push(...parts, ...given.flatMap(({ value }) => (value ? [value] : [])));
  }
  return false;
}

const globalNameOf = (value: Value | undefined): string =>
  value?.kind === 'reference' ? value.name : value?.kind === 'unknown' ? (value.name ?? '') : '';

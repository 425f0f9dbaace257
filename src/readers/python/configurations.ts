import type { ConfigEntry, ConfigFacts } from '../../core/config-facts';
import type { ScopeId } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import type { Value, Via } from '../../core/value';
import type { Evaluator } from './evaluator';
import type { Resolver } from './resolver';
import type { Syntax } from './syntax';

/** A table of a configuration file: the file, and the keys that lead to the table. */
interface Table {
  readonly files: readonly {
    readonly facts: ConfigFacts;
    /** Keys under which the whole file stands. */ readonly under: readonly string[];
  }[];
  readonly keys: readonly string[];
  readonly via: Via;
}

/** Loaders that take a path, and those that take an open file or a text. */
const BY_PATH = /(?:^|\.)(?:OmegaConf\.load|omegaconf\.load|confuse\.load_yaml|toml\.load|anyconfig\.load)$/;
const BY_FILE =
  /(?:^|\.)(?:(?:yaml|ruamel\.yaml)\.(?:safe_load|load|full_load|unsafe_load)|json\.loads?|(?:tomllib|tomli|toml|pytoml)\.loads?|YAML\(\)\.load|rtoml\.loads?)$/;
/** Calls that hand a configuration on as another type of container. */
const TRANSPARENT =
  /(?:^|\.)(?:dict|OmegaConf\.(?:to_container|create|to_object)|SimpleNamespace|Namespace|EasyDict|edict|Box|DotMap|Munch|AttrDict|ConfigDict|deepcopy|copy)$/;
const DEEPEST = 12;
const MOST_ENTRIES = 200;

/** Values that a program reads from configuration files of the project: Hydra, OmegaConf, YAML, JSON, TOML, INI. */
export class Configurations {
  constructor(
    private readonly evaluator: Evaluator,
    private readonly resolver: Resolver,
  ) {}

  /** What an expression holds when it leads into a configuration file. A call with a default falls back to it. */
  valueOf(node: Syntax, scope: ScopeId): Value | undefined {
    if (this.evaluator.outside === undefined) return undefined;
    const table = this.#table(node, scope, 0);
    return table && this.#read(table, node);
  }

  /** The value under further names, for `config.settings.model` that another file reads. */
  memberOf(node: Syntax, scope: ScopeId, members: readonly string[], use: Syntax): Value | undefined {
    const table = this.evaluator.outside === undefined ? undefined : this.#table(node, scope, 0);
    return table && this.#read({ ...table, keys: [...table.keys, ...members] }, use);
  }

  #table(node: Syntax, scope: ScopeId, depth: number): Table | undefined {
    if (depth > DEEPEST) return undefined;
    const { program } = this.resolver;
    const below = (object: Syntax, key: string): Table | undefined => {
      const table = this.#table(object, scope, depth + 1);
      return table && { ...table, keys: [...table.keys, key] };
    };
    switch (node.kind) {
      case 'identifier':
        return this.#named(program.textOf(node), node, scope, depth);
      case 'parenthesized_expression':
        return node.children[0] && this.#table(node.children[0], scope, depth + 1);
      case 'attribute': {
        const [object, member] = node.children;
        if (!object || !member) return undefined;
        const bound = this.resolver.attributeBinding(node, scope);
        if (bound?.kind === 'assign' && bound.value) return this.#table(bound.value, bound.scope, depth + 1);
        return below(object, program.textOf(member));
      }
      case 'subscript': {
        const [object, index] = node.children;
        if (!object || !index || node.children.length !== 2) return undefined;
        const table = this.#table(object, scope, depth + 1);
        const key = table && this.evaluator.valueOf(index, scope);
        if (key?.kind === 'string' && this.#isSet(program.textOf(object), key.value)) return undefined;
        return key?.kind === 'string' || key?.kind === 'number'
          ? { ...table!, keys: [...table!.keys, String(key.value)] }
          : undefined;
      }
      case 'call':
        return this.#called(node, scope, depth);
      default:
        return undefined;
    }
  }

  /** Whether the program itself sets the key of a table, or one that is not known. */
  #isSet(table: string, key: string): boolean {
    const { program } = this.resolver;
    return program.assignments.some(({ role, target, scope }) => {
      if (
        role !== 'subscript' ||
        !target.children[0] ||
        !target.children[1] ||
        program.textOf(target.children[0]) !== table
      )
        return false;
      const own = this.evaluator.valueOf(target.children[1], scope);
      return own.kind !== 'string' || own.value === key;
    });
  }

  #named(name: string, node: Syntax, scope: ScopeId, depth: number): Table | undefined {
    const found = this.resolver.lookup(name, scope, node.start);
    if (found.kind !== 'bound') return undefined;
    const { binding } = found;
    if (binding.kind === 'parameter' && binding.value === undefined) return this.#hydra(binding.scope);
    return binding.kind === 'assign' && binding.value
      ? this.#table(binding.value, binding.scope, depth + 1)
      : undefined;
  }

  #called(node: Syntax, scope: ScopeId, depth: number): Table | undefined {
    const [callee, list] = node.children;
    const args = list?.kind === 'argument_list' ? list.children : [];
    const first = args.find((arg) => arg.kind !== 'keyword_argument');
    if (!callee) return undefined;
    const { name } = this.resolver.nameOf(callee, scope);
    if (callee.kind === 'attribute' && first && /\.get$/.test(name) && callee.children[0]) {
      const table = this.#table(callee.children[0], scope, depth + 1);
      const keys =
        table &&
        args
          .filter((arg) => arg.kind !== 'keyword_argument')
          .slice(0, table.files[0]?.facts.format === 'ini' ? 2 : 1)
          .map((arg) => this.evaluator.valueOf(arg, scope));
      return keys?.every((key) => key.kind === 'string')
        ? { ...table!, keys: [...table!.keys, ...keys.map((key) => (key.kind === 'string' ? key.value : ''))] }
        : undefined;
    }
    if (BY_PATH.test(name) && first) return this.#file(first, scope, 'constant');
    if (BY_FILE.test(name) && first) return this.#file(first, scope, 'constant');
    if (/(?:^|\.)(?:Safe|Raw)?ConfigParser$/.test(name)) return this.#parsed(node);
    if (/(?:^|\.)OmegaConf\.merge$/.test(name) && first) {
      const table = this.#table(first, scope, depth + 1);
      return table && { ...table, via: 'default' };
    }
    if (TRANSPARENT.test(name) && first)
      return this.#table(
        first.kind === 'dictionary_splat' && first.children[0] ? first.children[0] : first,
        scope,
        depth + 1,
      );
    return undefined;
  }

  #file(node: Syntax, scope: ScopeId, via: Via): Table | undefined {
    const path = this.evaluator.paths.pathOf(node, scope);
    const facts = path === undefined ? undefined : this.evaluator.outside!.configFile(path);
    return facts && { files: [{ facts, under: [] }], keys: [], via };
  }

  /** `parser.read("settings.ini")` somewhere after `parser = ConfigParser()`. */
  #parsed(made: Syntax): Table | undefined {
    const { program } = this.resolver;
    const holder = program.assignments.find(({ value }) => value === made)?.target;
    const name = holder && program.textOf(holder);
    const reading =
      name === undefined
        ? []
        : program.calls.filter(
            ({
              node: {
                children: [callee],
              },
            }) => callee?.kind === 'attribute' && program.textOf(callee) === `${name}.read`,
          );
    const path = reading.length === 1 ? reading[0]!.node.children[1]?.children[0] : undefined;
    return path && this.#file(path, reading[0]!.scope, 'constant');
  }

  /** The configuration that `@hydra.main(config_path="conf", config_name="config")` hands to the function, with its groups. */
  #hydra(scope: ScopeId): Table | undefined {
    const { program } = this.resolver;
    const decorator = program.scopes[scope]?.decorators.find(
      (each) =>
        each.kind === 'call' &&
        each.children[0] &&
        /(?:^|\.)hydra\.main$|^hydra_runner$/.test(
          this.resolver.nameOf(each.children[0], program.scopes[scope]!.parent ?? 0).name,
        ),
    );
    if (!decorator) return undefined;
    const outer = program.scopes[scope]!.parent ?? 0;
    const text = (keyword: string): string | undefined => {
      const arg = decorator.children[1]?.children.find(
        (each) => each.kind === 'keyword_argument' && each.children[0] && program.textOf(each.children[0]) === keyword,
      )?.children[1];
      const value = arg && this.evaluator.valueOf(arg, outer);
      return value?.kind === 'string' ? value.value : undefined;
    };
    const name = text('config_name');
    if (name === undefined) return undefined;
    const folder = text('config_path');
    return this.#composed(folder === undefined || folder === '.' ? '' : `${folder.replace(/\/$/, '')}/`, name);
  }

  #composed(folder: string, name: string): Table | undefined {
    const { outside } = this.evaluator;
    const read = (path: string): ConfigFacts | undefined =>
      outside!.configFile(/\.ya?ml$/.test(path) ? path : `${path}.yaml`);
    const main = read(folder + name);
    if (!main) return undefined;
    const files = [{ facts: main, under: [] as readonly string[] }];
    for (const { keys, value } of main.entries.filter((entry) => entry.keys[0] === 'defaults').slice(0, 20)) {
      const group =
        keys.length === 3 ? keys[2]!.replace(/^(?:optional|override)\s+/, '') : keys.length === 2 ? '' : null;
      if (
        group === null ||
        value === '_self_' ||
        value === 'null' ||
        !/^[\w-]*$/.test(group) ||
        !/^[\w./-]+$/.test(value)
      )
        continue;
      const facts = read(`${folder}${group === '' ? '' : `${group}/`}${value}`);
      if (facts) files.push({ facts, under: group === '' ? [] : [group] });
    }
    return { files, keys: [], via: 'default' };
  }

  #read({ files, keys, via }: Table, use: Syntax): Value | undefined {
    const at = { range: rangeOf(use.start, use.end), origin: rangeOf(use.start, use.end) };
    const found = files.flatMap(({ facts, under }) => {
      if (!under.every((key, index) => keys[index] === undefined || keys[index] === key)) return [];
      const rest = keys.slice(under.length);
      const entries = facts.entries.filter((entry) =>
        rest.every((key, index) => sameKey(entry.keys[index], key, facts)),
      );
      return entries.length > 0 && keys.length >= under.length ? [{ facts, rest, entries }] : [];
    });
    // Where two files say something, which one wins depends on the order of the defaults.
    if (found.length !== 1 || (keys.length === 0 && files.length > 1)) return undefined;
    const { facts, rest, entries } = found[0]!;
    const value = (entry: ConfigEntry): Value => scalarOf(entry, facts, keys.join('.'), { ...at, via });
    const exact = entries.filter((entry) => entry.keys.length === rest.length);
    if (exact.length === 1 && entries.length === 1) return value(exact[0]!);
    if (exact.length > 0 || entries.length > MOST_ENTRIES) return undefined;
    // A table: its scalars as a dictionary. What is nested deeper is not known as such.
    const flat = entries.filter((entry) => entry.keys.length === rest.length + 1);
    const elsewhere = { path: facts.path, range: entries[0]!.keyRange ?? entries[0]!.valueRange, name: keys.join('.') };
    return {
      kind: 'dict',
      ...at,
      via,
      elsewhere,
      complete: flat.length === entries.length,
      entries: flat.map(
        (entry) => [{ kind: 'string', value: entry.key, ...at, via, elsewhere }, value(entry)] as const,
      ),
    };
  }
}

/** Keys of INI files are without case. */
const sameKey = (own: string | undefined, key: string, facts: ConfigFacts): boolean =>
  own === key || (facts.format === 'ini' && own?.toLowerCase() === key.toLowerCase());

function scalarOf(
  entry: ConfigEntry,
  facts: ConfigFacts,
  label: string,
  at: { readonly range: Value['range']; readonly origin: Value['range']; readonly via: Via },
): Value {
  const name = entry.keys.join('.') || label;
  const known = { ...at, label: name, elsewhere: { path: facts.path, range: entry.literalRange, name } };
  const { value, quoted } = entry;
  // Interpolations are worked out when the program runs.
  if (/\$\{|\$\(|\{\{/.test(value)) return { kind: 'unknown', range: at.range, reason: 'expression' };
  if (quoted || facts.format === 'ini' || facts.format === 'env') return { kind: 'string', value, ...known };
  if (/^(?:true|false)$/i.test(value)) return { kind: 'boolean', value: value.toLowerCase() === 'true', ...known };
  if (facts.format === 'yaml' && /^(?:yes|no|on|off)$/i.test(value))
    return { kind: 'boolean', value: /^(?:yes|on)$/i.test(value), ...known };
  if (/^(?:null|~|none|)$/i.test(value)) return { kind: 'none', ...known };
  if (/^[-+]?(?:\d[\d_]*\.?\d*(?:e[-+]?\d+)?|\.\d+)$/i.test(value))
    return { kind: 'number', value: Number(value.replace(/_/g, '')), ...known };
  if (/^[|>]/.test(value) || value.includes('\n')) return { kind: 'unknown', range: at.range, reason: 'expression' };
  return { kind: 'string', value, ...known };
}

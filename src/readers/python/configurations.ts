import type { ScopeId } from '../../core/python-facts';
import type { Value, Via } from '../../core/value';
import { readTable, type ConfigTable } from './config-tables';
import type { Evaluator } from './evaluator';
import { hydraTable } from './hydra';
import type { Resolver } from './resolver';
import type { Syntax } from './syntax';

/** Loaders that take a path, and those that take an open file or a text. */
const BY_PATH = /(?:^|\.)(?:OmegaConf\.load|omegaconf\.load|confuse\.load_yaml|toml\.load|anyconfig\.load)$/;
const BY_FILE =
  /(?:^|\.)(?:(?:yaml|ruamel\.yaml)\.(?:safe_load|load|full_load|unsafe_load)|json\.loads?|(?:tomllib|tomli|toml|pytoml)\.loads?|YAML\(\)\.load|rtoml\.loads?)$/;
const PARSER = /(?:^|\.)(?:Safe|Raw)?ConfigParser$/;
/** Calls that hand a configuration on as another type of container. */
const TRANSPARENT =
  /(?:^|\.)(?:dict|OmegaConf\.(?:to_container|create|to_object)|SimpleNamespace|Namespace|EasyDict|edict|Box|DotMap|Munch|AttrDict|ConfigDict|deepcopy|copy)$/;
const DEEPEST = 12;

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
    return table && readTable(table, node);
  }

  /** The value under further names, for `config.settings.model` that another file reads. */
  memberOf(node: Syntax, scope: ScopeId, members: readonly string[], use: Syntax): Value | undefined {
    const table = this.evaluator.outside === undefined ? undefined : this.#table(node, scope, 0);
    return table && readTable(below(table, members), use);
  }

  #table(node: Syntax, scope: ScopeId, depth: number): ConfigTable | undefined {
    if (depth > DEEPEST) return undefined;
    switch (node.kind) {
      case 'identifier':
        return this.#named(this.resolver.program.textOf(node), node, scope, depth);
      case 'parenthesized_expression':
        return node.children[0] && this.#table(node.children[0], scope, depth + 1);
      case 'attribute':
        return this.#attribute(node, scope, depth);
      case 'subscript':
        return this.#subscript(node, scope, depth);
      case 'call':
        return this.#called(node, scope, depth);
      default:
        return undefined;
    }
  }

  #attribute(node: Syntax, scope: ScopeId, depth: number): ConfigTable | undefined {
    const [object, member] = node.children;
    if (!object || !member) return undefined;
    const bound = this.resolver.attributeBinding(node, scope);
    if (bound?.kind === 'assign' && bound.value) return this.#table(bound.value, bound.scope, depth + 1);
    const table = this.#table(object, scope, depth + 1);
    return table && below(table, [this.resolver.program.textOf(member)]);
  }

  #subscript(node: Syntax, scope: ScopeId, depth: number): ConfigTable | undefined {
    const [object, index] = node.children;
    if (!object || !index || node.children.length !== 2) return undefined;
    const table = this.#table(object, scope, depth + 1);
    if (!table) return undefined;
    const key = this.evaluator.valueOf(index, scope);
    if (key.kind === 'string')
      return this.#isSet(this.resolver.program.textOf(object), key.value) ? undefined : below(table, [key.value]);
    return key.kind === 'number' ? below(table, [String(key.value)]) : undefined;
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

  #named(name: string, node: Syntax, scope: ScopeId, depth: number): ConfigTable | undefined {
    const found = this.resolver.lookup(name, scope, node.start);
    if (found.kind !== 'bound') return undefined;
    const { binding } = found;
    if (binding.kind === 'parameter' && binding.value === undefined)
      return hydraTable(binding.scope, this.evaluator, this.resolver);
    return binding.kind === 'assign' && binding.value
      ? this.#table(binding.value, binding.scope, depth + 1)
      : undefined;
  }

  #called(node: Syntax, scope: ScopeId, depth: number): ConfigTable | undefined {
    const [callee, list] = node.children;
    const args = list?.kind === 'argument_list' ? list.children : [];
    const first = args.find((arg) => arg.kind !== 'keyword_argument');
    if (!callee) return undefined;
    const { name } = this.resolver.nameOf(callee, scope);
    if (!first) return PARSER.test(name) ? this.#parsed(node) : undefined;
    const [object] = callee.kind === 'attribute' && /\.get$/.test(name) ? callee.children : [];
    if (object) return this.#got(object, args, scope, depth);
    if (BY_PATH.test(name) || BY_FILE.test(name)) return this.#file(first, scope, 'constant');
    if (PARSER.test(name)) return this.#parsed(node);
    if (/(?:^|\.)OmegaConf\.merge$/.test(name)) {
      const table = this.#table(first, scope, depth + 1);
      return table && { ...table, via: 'default' };
    }
    if (TRANSPARENT.test(name))
      return this.#table(
        first.kind === 'dictionary_splat' && first.children[0] ? first.children[0] : first,
        scope,
        depth + 1,
      );
    return undefined;
  }

  /** `config.get("key")`; of INI files `config.get("section", "key")`. */
  #got(object: Syntax, args: readonly Syntax[], scope: ScopeId, depth: number): ConfigTable | undefined {
    const table = this.#table(object, scope, depth + 1);
    if (!table) return undefined;
    const keys = args
      .filter((arg) => arg.kind !== 'keyword_argument')
      .slice(0, table.files[0]?.facts.format === 'ini' ? 2 : 1)
      .map((arg) => this.evaluator.valueOf(arg, scope));
    return keys.every((key) => key.kind === 'string')
      ? below(
          table,
          keys.map((key) => key.value),
        )
      : undefined;
  }

  #file(node: Syntax, scope: ScopeId, via: Via): ConfigTable | undefined {
    const path = this.evaluator.paths.pathOf(node, scope);
    const facts = path === undefined ? undefined : this.evaluator.outside!.configFile(path);
    return facts && { files: [{ facts, under: [] }], keys: [], via };
  }

  /** `parser.read("settings.ini")` somewhere after `parser = ConfigParser()`. */
  #parsed(made: Syntax): ConfigTable | undefined {
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
}

const below = (table: ConfigTable, keys: readonly string[]): ConfigTable => ({
  ...table,
  keys: [...table.keys, ...keys],
});

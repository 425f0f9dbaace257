import type { ConfigFacts } from '../../core/config-facts';
import type { ScopeId } from '../../core/python-facts';
import type { ConfigTable } from './config-tables';
import type { Evaluator } from './evaluator';
import type { Resolver } from './resolver';

/** The configuration that `@hydra.main(config_path="conf", config_name="config")` hands to the function, with its groups. */
export function hydraTable(scope: ScopeId, evaluator: Evaluator, resolver: Resolver): ConfigTable | undefined {
  const { program } = resolver;
  const decorator = program.scopes[scope]?.decorators.find(
    (each) =>
      each.kind === 'call' &&
      each.children[0] &&
      /(?:^|\.)hydra\.main$|^hydra_runner$/.test(
        resolver.nameOf(each.children[0], program.scopes[scope]!.parent ?? 0).name,
      ),
  );
  if (!decorator) return undefined;
  const outer = program.scopes[scope]!.parent ?? 0;
  const text = (keyword: string): string | undefined => {
    const arg = decorator.children[1]?.children.find(
      (each) => each.kind === 'keyword_argument' && each.children[0] && program.textOf(each.children[0]) === keyword,
    )?.children[1];
    const value = arg && evaluator.valueOf(arg, outer);
    return value?.kind === 'string' ? value.value : undefined;
  };
  const name = text('config_name');
  if (name === undefined) return undefined;
  const folder = text('config_path');
  return composedTable(folder === undefined || folder === '.' ? '' : `${folder.replace(/\/$/, '')}/`, name, evaluator);
}

/** A configuration with the files of the groups that its `defaults` name. */
function composedTable(folder: string, name: string, { outside }: Evaluator): ConfigTable | undefined {
  const read = (path: string): ConfigFacts | undefined =>
    outside!.configFile(/\.ya?ml$/.test(path) ? path : `${path}.yaml`);
  const main = read(folder + name);
  if (!main) return undefined;
  const files = [{ facts: main, under: [] as readonly string[] }];
  for (const { keys, value } of main.entries.filter((entry) => entry.keys[0] === 'defaults').slice(0, 20)) {
    const group = keys.length === 3 ? keys[2]!.replace(/^(?:optional|override)\s+/, '') : keys.length === 2 ? '' : null;
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

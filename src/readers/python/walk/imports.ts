import { memberOfModule } from '../modules';
import type { Syntax } from '../syntax';
import type { Walk } from './walk';
import type { Walker } from './walker';

/** `import a.b as c`, `from a import b`, `from a import *`. */
export function visitImport(walker: Walker, node: Syntax, walk: Walk): void {
  const from = node.kind !== 'import_statement';
  const [first, ...rest] = node.children;
  if (first === undefined) return;
  const module = from
    ? node.kind === 'future_import_statement'
      ? '__future__'
      : walker.program.textOf(first).replace(/\s+/g, '')
    : '';
  for (const item of from && node.kind !== 'future_import_statement' ? rest : node.children) {
    if (item.kind === 'wildcard_import') {
      walker.program.starImports.push(module);
      walker.program.imports.push({
        module,
        member: '*',
        alias: null,
        range: item,
        statement: node,
        scope: walk.scope,
      });
      continue;
    }
    const aliased = item.kind === 'aliased_import';
    const name = walker.program.textOf(aliased ? item.children[0]! : item).replace(/\s+/g, '');
    const alias = aliased && item.children[1] ? walker.program.textOf(item.children[1]) : null;
    if (!/^[\w.\u0080-\uffff]+$/.test(name)) continue;
    walker.program.imports.push({
      module: from ? module : name,
      member: from ? name : null,
      alias,
      range: item,
      statement: node,
      scope: walk.scope,
    });
    const root = name.split('.')[0]!;
    const qualified = from ? memberOfModule(module, name) : alias === null ? root : name;
    walker.bind(walk, alias ?? (from ? name : root), { kind: 'import', at: node.end, qualified });
  }
}

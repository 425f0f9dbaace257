import { isCommonModule } from '../python/modules';
import type { Outline } from './outline';

const NAME = /^[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*$/;

/** Names that imports bind, but for those of modules that everybody knows: they may be of the project. */
export function namesOfProject(outline: Outline): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, content, end } of outline.lines) {
    if (kind !== 'import') continue;
    const statement = outline.text
      .slice(content, end)
      .replace(/#[^\n]*/g, ' ')
      .replace(/[\\()\s]+/g, ' ')
      .trim();
    const [, module, members] = /^from ?([.\w\u0080-\uffff ]*?) ?import (.*)$/.exec(statement) ?? [];
    if (module !== undefined && isCommonModule(module)) continue;
    for (const item of (members ?? statement.replace(/^import /, '')).split(',')) {
      const [name = '', , alias] = item.trim().split(' ');
      if (members === undefined && isCommonModule(name)) continue;
      const bound = alias ?? (members === undefined ? name.split('.')[0]! : name);
      if (NAME.test(bound)) names.add(bound);
    }
  }
  return names;
}

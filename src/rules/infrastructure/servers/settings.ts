import type { AssignmentFact, PythonFacts, StringFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { assignmentsNamed } from '../../../readers/python/fact-index';
import { isEveryInterface, openText, type OpenAddress } from './addresses';

/** `c.ServerApp.ip = "0.0.0.0"` in a configuration file, of which the string is the address. */
export const openNotebookSettings = ({ range }: StringFact, facts: PythonFacts): readonly Range[] =>
  assignmentsNamed(facts, 'ip')
    .filter(
      ({ target, value }) =>
        /\.(?:NotebookApp|ServerApp)\.ip$/.test(target) &&
        value.kind === 'string' &&
        isEveryInterface(value.value) &&
        value.origin.start === range.start &&
        value.origin.end === range.end,
    )
    .map((fact) => fact.range);

/** `os.environ["OLLAMA_HOST"] = "0.0.0.0"`, `config.bind = ["0.0.0.0:8000"]` of Hypercorn, `bind = "0.0.0.0:8000"` of Gunicorn. */
export function openSettingOf(fact: AssignmentFact, { facts, path }: PythonContext): OpenAddress | null {
  const { name, role, value, expression } = fact;
  if (name !== 'bind')
    return role === 'subscript' && isEveryInterface((stringOf(value) ?? '').replace(/:\d+$/, ''))
      ? { isDefault: false, written: null, related: [] }
      : null;
  const isConfiguration =
    role === 'attribute'
      ? facts.imports.some(({ module }) => /^hypercorn(?:\.|$)/.test(module))
      : role === 'variable' && /(?:^|\/)gunicorn[^/]*\.py$/.test(path);
  if (!isConfiguration) return null;
  const given = expression.kind === 'sequence' ? expression.parts : [expression];
  for (const item of given) {
    const open = openText({ expression: item, value: item.value }, facts);
    if (open) return open;
  }
  return null;
}

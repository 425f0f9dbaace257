/**
 * The files of a new rule, by their paths. It works from the beginning: it finds a call (or a requirement) of a module that does not
 * exist, so that a changed fixture fails and a changed rule mends it. What is a placeholder says TODO or `placeholder_module`.
 * @param {{ category: string, id: string, fix: boolean }} rule
 */
export function skeletonOf(rule) {
  const listensTo = rule.category === 'requirements' ? REQUIREMENT : CALL;
  const fixtures = listensTo.fixtures(rule);
  return {
    [`src/rules/${rule.category}/${rule.id}.ts`]: listensTo.source(rule),
    ...Object.fromEntries(Object.entries(fixtures).map(([name, text]) => [`test/rules/${rule.id}/${name}`, text])),
  };
}

const lines = (...parts) => `${parts.flat().join('\n')}\n`;

/** What every rule says of itself. */
const about = ({ id, category }) => [
  'export default defineRule({',
  `  id: '${id}',`,
  "  severity: 'warning',",
  `  category: '${category}',`,
  "  title: 'TODO: a few words, for tables',",
  '  cwe: 0, // TODO: the number of the weakness, see https://cwe.mitre.org',
  '  docs: {',
  "    what: 'TODO: what is found, and what that looks like is left alone.',",
  "    why: 'TODO: what can happen, to whom, and who can make it happen.',",
  "    fix: 'TODO: what to write instead, and what to do where that is not possible.',",
  "    references: ['TODO: https://…'],",
  '  },',
];

const MESSAGE = "'TODO: what is wrong here, so that a reader knows what can happen.'";

const CALL = {
  source: (rule) =>
    lines(
      `import { ${rule.fix ? 'argumentOf, ' : ''}type CallFact } from '../../core/python-facts';`,
      rule.fix ? ["import { rangeOf } from '../../core/range';"] : [],
      "import { defineRule, type PythonContext } from '../../core/rule';",
      '',
      about(rule),
      "  listen: { calls: [{ callees: ['placeholder_module.load'], check }] },",
      '});',
      '',
      'function check(call: CallFact, context: PythonContext): void {',
      rule.fix
        ? [
            "  if (argumentOf(call, 'safe')?.value.kind === 'boolean') return;",
            '  const end = call.argumentsRange.end - 1;',
            '  context.report({',
            '    range: call.range,',
            `    message: ${MESSAGE},`,
            "    fixes: [{ title: 'TODO: what it does', safety: 'safe', edits: [{ range: rangeOf(end, end), text: ', safe=True' }] }],",
            '  });',
          ]
        : ['  context.report({', '    range: call.range,', `    message: ${MESSAGE},`, '  });'],
      '}',
    ),
  fixtures: ({ id, fix }) => ({
    'bad.py': lines(
      'import placeholder_module',
      'from placeholder_module import load as read',
      '',
      `model = placeholder_module.load("model.bin")  # expect: ${id}=warning`,
      `other = read("other.bin")  # expect: ${id}`,
    ),
    ...(fix
      ? {
          'bad.fixed.py': lines(
            'import placeholder_module',
            'from placeholder_module import load as read',
            '',
            'model = placeholder_module.load("model.bin", safe=True)',
            'other = read("other.bin", safe=True)',
          ),
        }
      : {}),
    'ok.py': lines(
      '"""placeholder_module.load("model.bin") in a docstring is no call."""',
      'import placeholder_module',
      '',
      'placeholder_module.save("model.bin")',
      fix ? ['placeholder_module.load("model.bin", safe=True)'] : [],
      '# TODO: what looks like it and is right',
    ),
    'bad-page.py': lines(
      'import placeholder_module',
      '',
      `model = placeholder_module.load("model.bin")  # expect: ${id}`,
    ),
    'ok-page.py': lines(
      'import placeholder_module',
      '',
      fix ? 'model = placeholder_module.load("model.bin", safe=True)' : '# TODO: what to use instead',
    ),
  }),
};

const REQUIREMENT = {
  source: (rule) =>
    lines(
      rule.fix ? ["import { rangeOf } from '../../core/range';"] : [],
      "import type { Requirement } from '../../core/requirement-facts';",
      "import { defineRule, type RequirementsContext } from '../../core/rule';",
      '',
      about(rule),
      '  listen: { requirements: { check } },',
      '});',
      '',
      'function check(requirement: Requirement, context: RequirementsContext): void {',
      "  if (requirement.normalizedName !== 'placeholder-module') return;",
      rule.fix
        ? [
            '  if (requirement.specifiers.length > 0) return;',
            '  const { end } = requirement.range;',
            '  context.report({',
            '    range: requirement.range,',
            `    message: ${MESSAGE},`,
            "    fixes: [{ title: 'TODO: what it does', safety: 'safe', edits: [{ range: rangeOf(end, end), text: '==1.0' }] }],",
            '  });',
          ]
        : ['  context.report({', '    range: requirement.range,', `    message: ${MESSAGE},`, '  });'],
      '}',
    ),
  fixtures: ({ id, fix }) => ({
    'bad.txt': lines(`placeholder_module  # expect: ${id}=warning`),
    ...(fix ? { 'bad.fixed.txt': lines('placeholder_module==1.0') } : {}),
    'ok.txt': lines(fix ? ['placeholder_module==1.0'] : [], 'numpy==2.2.6', '# TODO: what looks like it and is right'),
    'bad-page.txt': lines(`placeholder_module  # expect: ${id}`),
    'ok-page.txt': lines(fix ? 'placeholder_module==1.0' : '# TODO: what to use instead'),
  }),
};

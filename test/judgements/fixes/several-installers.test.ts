import assert from 'node:assert/strict';
import { RULES } from '../../../src/rules/index';
import { Engine } from '../../../src/scan/engine';
import { scanWith } from '../../harness/fixture-project';
import { grammars } from '../../harness/grammars';

const engine = Engine.create(
  grammars,
  RULES.filter(({ id }) => id === 'insecure-index' || id === 'extra-index'),
);

const source = (table: string, name: string): string =>
  `[[tool.${table}]]\nname = "${name}"\nurl = "https://u:Zx81kQpw77TtRr@${name}.acme.io/simple"\n`;

describe('a manifest with tables of several installers', () => {
  it('tells of each index what its own installer does', async () => {
    const text = [
      '[project]\nname = "app"\nversion = "1"\ndependencies = ["torch"]\n[tool.poetry]\n',
      source('poetry.source', 'one'),
      source('pdm.source', 'two'),
      source('uv.index', 'three'),
    ].join('');
    const findings = await scanWith(
      await engine,
      { path: 'pyproject.toml' },
      { document: { kind: 'text', text }, companions: {} },
    );
    const of = (rule: string): readonly string[] =>
      findings.filter((each) => each.rule === rule).map(({ message, fixes: [fix] }) => fix?.title ?? message);
    assert.deepEqual(of('insecure-index'), [
      'Remove it, and set POETRY_HTTP_BASIC_ONE_PASSWORD',
      'Read the password from TWO_ACME_IO_TOKEN',
      'Remove it, and set UV_INDEX_THREE_PASSWORD',
    ]);
    assert.match(
      of('extra-index').join('\n'),
      /^Dependency confusion: the highest version wins.*\nuv asks this index/m,
    );
  });
});

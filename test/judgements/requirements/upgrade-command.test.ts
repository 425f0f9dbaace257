import assert from 'node:assert/strict';
import { upgradeCommand } from '../../../src/rules/requirements/advisories/upgrade-command';

describe('the command that upgrades in a lock', () => {
  for (const [lock, command] of [
    ['uv.lock', 'uv lock --upgrade-package loader==2.0'],
    ['train.py.lock', 'uv lock --script train.py --upgrade-package loader==2.0'],
    ['poetry.lock', 'poetry update --lock loader'],
    ['pdm.lock', 'pdm update --no-sync loader'],
    ['Pipfile.lock', 'pipenv upgrade loader'],
    ['pixi.lock', 'pixi update loader'],
    ['conda-lock.yml', 'conda-lock lock --update loader'],
    ['pylock.toml', null],
    ['requirements.txt', null],
    ['the installed environment', null],
    ['a; rm -rf x.py.lock', null],
  ] as const)
    it(`of ${lock} is ${command ?? 'none'}`, () => {
      assert.equal(upgradeCommand(lock, 'loader', '2.0'), command);
    });

  it('holds nothing of an advisory that is no version', () => {
    assert.equal(upgradeCommand('uv.lock', 'loader', '2.0`; rm'), 'uv lock --upgrade-package loader');
  });
});

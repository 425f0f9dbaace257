import assert from 'node:assert/strict';
import { window, workspace } from './vscode';
import { Consent } from '../../src/extension/consent';

const PLEA = { host: 'registry-1.docker.io', question: 'Look up?', learns: 'It learns a name.', agree: 'Allow' };

describe('the question before a host is asked', () => {
  const { getConfiguration } = workspace;
  const set: [string, unknown][] = [];
  let network: unknown;

  beforeEach(() => {
    network = undefined;
    window.said.length = set.length = 0;
    window.pressed = undefined;
    workspace.getConfiguration = () => ({
      get: (key: string) => (key === 'network' ? network : undefined),
      inspect: () => undefined,
      update: async (key: string, value: unknown) => void set.push([key, value]),
    });
  });
  afterEach(() => {
    workspace.getConfiguration = getConfiguration;
  });

  it('is asked once a session for each host, and changes no setting', async () => {
    const consent = new Consent();
    assert.equal(consent.allows(PLEA.host), false);
    window.pressed = 'Allow';
    assert.deepEqual([await consent.given(PLEA), await consent.given(PLEA)], [true, true]);
    assert.deepEqual([window.said.length, set], [1, []]);
    assert.equal(consent.allows('auth.docker.io'), true, 'where the registry has its tokens from');
    for (const host of ['huggingface.co', 'docker.io.example', 'notdocker.io', 'github.com'])
      assert.equal(consent.allows(host), false, host);
    assert.equal(await consent.given({ ...PLEA, host: 'github.com' }), true);
    assert.equal(window.said.length, 2);
    assert.equal(new Consent().allows(PLEA.host), false, 'the next session asks again');
  });

  it('allows nothing when it is dismissed, and is asked again', async () => {
    const consent = new Consent();
    assert.deepEqual([await consent.given(PLEA), consent.allows(PLEA.host)], [false, false]);
    window.pressed = 'Allow';
    assert.deepEqual([await consent.given(PLEA), window.said.length], [true, 2]);
  });

  it('turns the setting on when the user says always', async () => {
    window.pressed = 'Always Allow';
    assert.equal(await new Consent().given(PLEA), true);
    assert.deepEqual(set, [['network', true]]);
  });

  it('is not asked where the setting is on', async () => {
    network = true;
    assert.deepEqual([await new Consent().given(PLEA), window.said], [true, []]);
  });
});

import assert from 'node:assert/strict';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { scanWith } from '../harness/fixture-project';
import { grammars } from '../harness/grammars';

const engine = Engine.create(
  grammars,
  RULES.filter(({ id }) => id === 'unpinned-tool-server'),
);

async function messageOf(command: string, args: readonly string[]): Promise<string> {
  const text = JSON.stringify({ mcpServers: { own: { command, args } } });
  const [finding, other] = await scanWith(
    await engine,
    { path: '.mcp.json' },
    { document: { kind: 'text', text }, companions: {} },
  );
  assert.ok(finding && !other, text);
  return finding.message;
}

describe('what is said of a tool server', () => {
  it('says how far a pin reaches', async () => {
    assert.equal(
      await messageOf('npx', ['-y', '@acme/server']),
      '@acme/server is not pinned: each start runs the newest release; a pin covers this package only.',
    );
  });

  it('calls the tag of an image what it is', async () => {
    assert.equal(
      await messageOf('docker', ['run', '-i', 'mcp/time:latest']),
      'mcp/time:latest is not pinned: its tag can move, and the next start runs another image.',
    );
  });

  it('knows no release of a repository', async () => {
    assert.equal(
      await messageOf('uvx', ['--from', 'git+https://github.com/acme/server', 'serve']),
      'server is not pinned: each start runs what its address has then; a pin covers this package only.',
    );
  });
});

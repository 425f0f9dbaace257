import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fetchedBy, toolServersIn } from '../../src/analysis/commands/tool-servers';
import { readConfig } from '../../src/readers/config/config';

/** A command as a client's file has it, and what it fetches. */
const CASES: readonly (readonly [string, string | null])[] = [
  ['npx -y server', 'npx npm server'],
  ['npx --yes -p @a/b@1.0.0 server', 'npx npm @a/b@1.0.0'],
  ['npx --package=@a/b server', 'npx npm @a/b'],
  ['bunx server', 'bunx npm server'],
  ['pnpm dlx server', 'pnpm npm server'],
  ['pnpm run server', null],
  ['cmd /c npx server', 'npx npm server'],
  ['uvx --python 3.12 server --flag', 'uvx python server'],
  ['uvx --from server[x]==1 run', 'uvx python server[x]==1'],
  ['uv tool run server', 'uv python server'],
  ['uv run server.py', null],
  ['pipx run server', 'pipx python server'],
  ['pipx install server', null],
  ['docker run -i --rm -e TOKEN -v /a:/b image:1 arg', 'docker image image:1'],
  ['docker compose up', null],
  ['/usr/local/bin/uvx server', 'uvx python server'],
  ['python -m server', null],
  ['npx', null],
];

describe('tool servers for assistants', () => {
  for (const [command, expected] of CASES)
    it(command, () => {
      const [program, ...args] = command.split(' ');
      const text = JSON.stringify({ mcpServers: { one: { command: program, args } } });
      const [server] = toolServersIn(readConfig(text, '.mcp.json', 'json').facts);
      const fetched = server ? fetchedBy(server) : null;
      assert.equal(fetched && `${fetched.runner} ${fetched.kind} ${fetched.package.text}`, expected);
      if (fetched)
        assert.ok(text.slice(fetched.package.range.start, fetched.package.range.end).endsWith(fetched.package.text));
    });

  it('are none in tables of other things', () => {
    for (const text of ['{"servers":{"a":{"command":"npx","args":["x"]}}}', '{"scripts":{"mcp":{"command":"npx"}}}'])
      assert.deepEqual(toolServersIn(readConfig(text, 'settings.json', 'json').facts), []);
  });

  it('are looked for in any text', () => {
    const text = JSON.stringify(
      { mcpServers: { a: { command: 'npx', args: ['-y', 'x'] }, b: { command: 'uvx --from a b' } } },
      null,
      1,
    );
    fc.assert(
      fc.property(
        fc.nat({ max: text.length }),
        fc.nat({ max: text.length }),
        fc.string({ maxLength: 8 }),
        (from, to, put) => {
          const made = text.slice(0, from) + put + text.slice(to);
          for (const server of toolServersIn(readConfig(made, '.mcp.json', 'json').facts)) {
            const range = fetchedBy(server)?.package.range;
            if (range) assert.ok(0 <= range.start && range.start <= range.end && range.end <= made.length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

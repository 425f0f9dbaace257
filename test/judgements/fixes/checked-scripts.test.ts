import assert from 'node:assert/strict';
import { RULES } from '../../../src/rules/index';
import { Engine } from '../../../src/scan/engine';
import { apply, scanWith, textOf, type State } from '../../harness/fixture-project';
import { grammars } from '../../harness/grammars';

const engine = Engine.create(
  grammars,
  RULES.filter(({ id }) => id === 'piped-shell-script'),
);

const DIGEST = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const KNOWN = { SHA256SUMS: `${DIGEST}  tool.sh\n${DIGEST}  install.sh\n` };

/** A script after the fix of its only finding; null where there is none. */
async function checked(
  text: string,
  companions: Readonly<Record<string, string>> = {},
  path = 'setup.sh',
): Promise<string | null> {
  const state: State = { document: { kind: 'text', text }, companions };
  const [finding, other] = await scanWith(await engine, { path }, state);
  assert.ok(finding && !other, `one finding: ${text}`);
  const [fix] = finding.fixes;
  assert.ok(fix === undefined || fix.safety === 'unsafe');
  return fix ? textOf(apply({ path }, state, [fix]).document) : null;
}

const URL = 'https://get.example.org/tool.sh';
const HELD = `echo "${DIGEST}  tool.sh" | sha256sum -c - >&2`;
const ASKED = 'echo "${TOOL_SH_SHA256:?set it to the SHA-256 of tool.sh}  tool.sh" | sha256sum -c - >&2';

describe('a script that is checked before it runs', () => {
  it('is held to the digest that the project has', async () => {
    assert.equal(
      await checked(`which tool || curl -fsSL ${URL} | sudo -E bash -s -- --yes\n`, KNOWN),
      `which tool || (curl -fsSL -o tool.sh ${URL} && ${HELD} && sudo -E bash tool.sh --yes)\n`,
    );
    assert.equal(
      await checked(`bash <(wget -qO- ${URL}) a b\n`, KNOWN),
      `(wget -qO tool.sh ${URL} && ${HELD} && bash tool.sh a b)\n`,
    );
    assert.equal(
      await checked(`python3 -c "$(curl ${URL})"\n`, KNOWN),
      `(curl -o tool.sh ${URL} && ${HELD} && python3 tool.sh)\n`,
    );
    assert.equal(
      await checked(`FROM a\nRUN --mount=type=cache,target=/x curl ${URL} | sh -e\n`, KNOWN, 'Dockerfile'),
      `FROM a\nRUN --mount=type=cache,target=/x (curl -o tool.sh ${URL} && ${HELD} && sh -e tool.sh)\n`,
    );
  });

  it('fails until somebody gives the digest, where the project has none', async () => {
    assert.equal(
      await checked(`wget -q -O - ${URL} | python3 - --gpu\n`),
      `(wget -q -O tool.sh ${URL} && ${ASKED} && python3 tool.sh --gpu)\n`,
    );
    // A name that many scripts have says nothing.
    assert.match(
      (await checked('curl https://get.example.org/install.sh | sh\n', KNOWN)) ?? '',
      /\$\{INSTALL_SH_SHA256:\?/,
    );
  });

  it('is no arithmetic behind a bracket', async () => {
    assert.equal(
      await checked(`X=$(curl ${URL} | bash)\n`, KNOWN),
      `X=$( (curl -o tool.sh ${URL} && ${HELD} && bash tool.sh))\n`,
    );
    assert.equal(
      await checked(`(curl ${URL} | bash)\n`, KNOWN),
      `( (curl -o tool.sh ${URL} && ${HELD} && bash tool.sh))\n`,
    );
  });

  it('writes over no file of the project, and not over the script that runs', async () => {
    const fetched = /-o fetched-tool\.sh .*sha256sum -c - >&2 && sh fetched-tool\.sh\)/;
    const piped = `curl ${URL} | sh\n`;
    assert.match((await checked(piped, {}, 'tools/tool.sh')) ?? '', fetched);
    assert.match((await checked(piped, { 'tool.sh': 'echo' }, 'tools/setup.sh')) ?? '', fetched);
    assert.match((await checked(piped, { ...KNOWN, 'tool.sh': 'echo' })) ?? '', new RegExp(`${DIGEST}  fetched-tool`));
    assert.equal(await checked(piped, { 'tool.sh': 'echo', 'fetched-tool.sh': 'echo' }), null);
  });

  const left: readonly (readonly [string, string])[] = [
    ['plain HTTP', 'curl http://get.example.org/tool.sh | sh\n'],
    ['no certificate', `curl -k ${URL} | sh\n`],
    ['the shell itself', `source <(curl ${URL})\n`],
    ['what is evaluated', `eval "$(curl ${URL})"\n`],
    ['a filter', `curl ${URL} | gunzip | sh\n`],
    ['a redirection', `curl ${URL} 2> log | sh\n`],
    ['two lines', `curl ${URL} \\\n  | sh\n`],
    ['an address that a variable has', 'A=https://get.example.org/tool.sh\ncurl $A | sh\n'],
    ['options that are not known', `curl ${URL} | bash --rcfile x -s\n`],
    ['what backquotes take', `X=\`curl ${URL} | sh\`\n`],
    ['a denial', `if ! curl ${URL} | sh; then exit 1; fi\n`],
    ['an installer that changes with each release', 'curl -LsSf https://astral.sh/uv/install.sh | sh\n'],
  ];
  for (const [what, text] of left)
    it(`is not offered for ${what}`, async () => {
      assert.equal(await checked(text), null);
    });
});

import assert from 'node:assert/strict';
import { RULES } from '../../../src/rules/index';
import { Engine } from '../../../src/scan/engine';
import { apply, scanWith, textOf, type State } from '../../harness/fixture-project';
import { grammars } from '../../harness/grammars';

const engine = Engine.create(
  grammars,
  RULES.filter(({ id }) => id === 'insecure-index' || id === 'hardcoded-secret'),
);

/** A document after the first fix of one finding after the other, each found anew (`one`), or of all at once. */
async function fixed(
  path: string,
  text: string,
  rounds: 'one' | 'all',
  companions: Readonly<Record<string, string>> = {},
): Promise<string> {
  let state: State = { document: { kind: 'text', text }, companions };
  for (let round = 0; round < 6; round++) {
    const findings = await scanWith(await engine, { path }, state);
    const fixes = findings.flatMap(({ fixes: [first] }) => (first ? [first] : []));
    if (fixes.length === 0) break;
    state = apply({ path }, state, rounds === 'one' ? fixes.slice(0, 1) : fixes);
  }
  return textOf(state.document);
}

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const REQUIREMENTS = `--index-url https://ci:Zx81kQpw77TtRr@pkgs.acme.io/simple
--extra-index-url https://cd:Qm92vLfe51HhYy@pkgs.acme.io/other
torch @ git+https://bot:Kd73nBsa26WwJj@gitlab.acme.io/torch.git@${COMMIT}
`;

describe('several secrets of one document', () => {
  for (const rounds of ['one', 'all'] as const) {
    it(`get variables of their own in requirements, ${rounds} at a time`, async () => {
      const text = await fixed('requirements.txt', REQUIREMENTS, rounds);
      assert.deepEqual(text.match(/(?<=:)\$\{\w+\}@[\w.]+/g), [
        '${PKGS_ACME_IO_TOKEN}@pkgs.acme.io',
        '${PKGS_ACME_IO_TOKEN_2}@pkgs.acme.io',
        '${GITLAB_ACME_IO_TOKEN}@gitlab.acme.io',
      ]);
    });

    it(`get variables of their own in Python, ${rounds} at a time`, async () => {
      const code = `import os

A = "postgresql://app:Zx81kQpw77TtRr@db.acme.io/a"
B = "postgresql://app:Qm92vLfe51HhYy@db.acme.io/b"
`;
      const text = await fixed('a.py', code, rounds);
      assert.deepEqual(text.match(/DATABASE_PASSWORD\w*/g), ['DATABASE_PASSWORD', 'DATABASE_PASSWORD_2'], text);
    });
  }

  it('share one where they are the same', async () => {
    const code = `import os

A = "postgresql://app:Zx81kQpw77TtRr@db.acme.io/a"
B = "postgresql://app:Zx81kQpw77TtRr@db.acme.io/b"
`;
    const text = await fixed('a.py', code, 'all');
    assert.deepEqual(text.match(/DATABASE_PASSWORD\w*/g), ['DATABASE_PASSWORD', 'DATABASE_PASSWORD'], text);
  });

  it('take no name that a `.env` or the document has for something else', async () => {
    const env = { '.env': 'PKGS_ACME_IO_TOKEN=other\nDATABASE_PASSWORD=other\n' };
    assert.match(await fixed('requirements.txt', REQUIREMENTS, 'one', env), /ci:\$\{PKGS_ACME_IO_TOKEN_2\}@/);
    const one = 'import os\n\nA = "postgresql://app:Zx81kQpw77TtRr@db.acme.io/a"\n';
    assert.match(await fixed('a.py', one, 'one', env), /DATABASE_PASSWORD_2/);
    assert.match(await fixed('a.py', `${one}B = os.getenv("DATABASE_PASSWORD")\n`, 'one'), /app:.*DATABASE_PASSWORD_2/);
  });

  it('keep the name that their own line reads', async () => {
    const code =
      'import os\n\nclient = OpenAI(api_key=os.getenv("HF_TOKEN") or "hf_AbCdEfGhIjKlMnOpQrStUvWxYz12345678")\n';
    assert.doesNotMatch(await fixed('a.py', code, 'one'), /HF_TOKEN_2/);
  });
});

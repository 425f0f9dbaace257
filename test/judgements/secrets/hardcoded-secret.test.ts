import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/finding';
import rule from '../../../src/rules/secrets/hardcoded-secret';
import { applyFix, judge, type Answers } from '../../harness/judging';
import { sampleSecret } from '../../harness/secret-samples';

const HF = sampleSecret('huggingface');
const OTHER = sampleSecret('huggingface', 2);

const only = async (text: string, answers: Answers = {}): Promise<Finding> => {
  const findings = await judge(text, [rule], answers);
  assert.equal(findings.length, 1);
  return findings[0]!;
};
const fixNamed = (finding: Finding, pattern: RegExp) => {
  const fix = finding.fixes.find((item) => pattern.test(item.title));
  assert.ok(fix, `no fix like ${String(pattern)} among ${finding.fixes.map((item) => item.title).join(' | ')}`);
  return fix;
};
const otherEdits = (finding: Finding, pattern: RegExp) =>
  fixNamed(finding, pattern).edits.filter((edit) => edit.path !== undefined);

describe('hardcoded-secret', () => {
  describe('what it says', () => {
    it('names the kind of key, the page to rotate it and the variable, and never the key', async () => {
      const finding = await only(`token = "${HF}"\n`);
      assert.match(finding.message, /^Hugging Face token is hardcoded/);
      assert.match(finding.detail!, /https:\/\/huggingface\.co\/settings\/tokens/);
      assert.match(finding.detail!, /HF_TOKEN$/);
      for (const text of [finding.message, finding.detail!, ...finding.fixes.map((fix) => fix.title)])
        for (let i = 0; i + 8 <= HF.length; i++) assert.ok(!text.includes(HF.slice(i, i + 8)));
    });

    it('points at the whole literal, or at the key alone when the string says more', async () => {
      const whole = `login("${HF}")\n`;
      const part = `print("token ${HF} here")\n`;
      const at = async (text: string): Promise<string> => {
        const { range } = await only(text);
        return text.slice(range.start, range.end);
      };
      assert.equal(await at(whole), `"${HF}"`);
      assert.equal(await at(part), HF);
    });

    it('points at keys in the lines of a long string', async () => {
      const text = `query = """\nfirst ${HF}\nsecond ${OTHER}\n"""\n`;
      const findings = await judge(text, [rule]);
      assert.deepEqual(
        findings.map((finding) => text.slice(finding.range.start, finding.range.end)),
        [HF, OTHER],
      );
    });

    it('reports a constant once, where it is written, and tells where it goes', async () => {
      const text = `from openai import OpenAI\nKEY = "${sampleSecret('random')}"\nfirst = OpenAI(api_key=KEY)\n`;
      const finding = await only(text);
      assert.equal(text.slice(finding.range.start, finding.range.start + 3), `"${sampleSecret('random').slice(0, 2)}`);
      assert.equal(finding.related.length, 1);
      assert.equal(text.slice(finding.related[0]!.range.start, finding.related[0]!.range.end), 'KEY');
    });
  });

  describe('the environment fix', () => {
    const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
      'an assignment': [`"""Doc."""\ntoken = "${HF}"\n`, `"""Doc."""\n\nimport os\n\ntoken = os.environ["HF_TOKEN"]\n`],
      'an import under another name': [
        `import os as system\ntoken = "${HF}"\n`,
        `import os as system\ntoken = system.environ["HF_TOKEN"]\n`,
      ],
      'a default argument': [
        `import os\ndef load(token="${HF}"):\n    return token\n`,
        `import os\ndef load(token=os.environ.get("HF_TOKEN")):\n    return token\n`,
      ],
      'an option': [
        `import os\np.add_argument("--hf-token", default="${HF}")\n`,
        `import os\np.add_argument("--hf-token", default=os.environ.get("HF_TOKEN"))\n`,
      ],
      'a dictionary': [`import os\nc = {"token": "${HF}"}\n`, `import os\nc = {"token": os.environ["HF_TOKEN"]}\n`],
      bytes: [`import os\ntoken = b"${HF}"\n`, `import os\ntoken = os.environ["HF_TOKEN"].encode()\n`],
      'part of an f-string': [
        `import os\nh = f"Bearer ${HF} {x}"\n`,
        `import os\nh = f"Bearer {os.environ['HF_TOKEN']} {x}"\n`,
      ],
      'part of a string with braces': [
        `import os\nh = '{"auth": "${HF}"}'\n`,
        `import os\nh = f'{{"auth": "{os.environ["HF_TOKEN"]}"}}'\n`,
      ],
      'a default of getenv': [
        `import os\nt = os.getenv("HF_TOKEN", "${HF}")\n`,
        'import os\nt = os.environ["HF_TOKEN"]\n',
      ],
      'the environment itself': [`import os\nos.environ["HF_TOKEN"] = "${HF}"\nprint(1)\n`, 'import os\nprint(1)\n'],
      'the environment in a block': [
        `import os\nif x:\n    os.environ["HF_TOKEN"] = "${HF}"\n`,
        'import os\nif x:\n    pass\n',
      ],
      'the environment on the line of its header': [
        `import os\nif x: os.environ["HF_TOKEN"] = "${HF}"  # why\nelse: y = 1\n`,
        'import os\nif x: pass  # why\nelse: y = 1\n',
      ],
      'the environment before and behind other statements': [
        `import os\nx = 1; os.environ["HF_TOKEN"] = "${HF}"; y = 2\n`,
        'import os\nx = 1; pass; y = 2\n',
      ],
      'the environment behind a backslash': [
        `import os; \\\nos.environ["HF_TOKEN"] = "${HF}"\ny = 2\n`,
        'import os; \\\npass\ny = 2\n',
      ],
      'a default on one line': [
        `"""Doc."""; import x\ndef f(token: str = "${HF}", *, y: int = 3) -> None: x.f(token); return None\n`,
        '"""Doc."""; import os\nimport x\ndef f(token: str = os.environ.get("HF_TOKEN"), *, y: int = 3) -> None: x.f(token); return None\n',
      ],
      'an assignment behind a future import': [
        `from __future__ import annotations; token = "${HF}"\n`,
        'from __future__ import annotations; import os\ntoken = os.environ["HF_TOKEN"]\n',
      ],
      'the environment after a semicolon': [`import os; os.environ["HF_TOKEN"] = "${HF}"\n`, 'import os; pass\n'],
    };
    for (const [what, [before, after]] of Object.entries(cases)) {
      it(`is right for ${what}`, async () => {
        const finding = await only(before);
        assert.equal(applyFix(before, finding.fixes[0]!), after);
        assert.equal(finding.fixes[0]!.safety, 'unsafe');
        assert.deepEqual(await judge(after, [rule]), []);
      });
    }

    it('is not offered where an expression cannot stand', async () => {
      assert.deepEqual((await only(`match x:\n    case "${HF}":\n        pass\n`)).fixes, []);
      assert.deepEqual((await only(`from typing import Literal\nx: Literal["${HF}"] = y\n`)).fixes, []);
    });

    it('gives a second key of the same kind a name of its own', async () => {
      const text = `a("${HF}")\nb("${OTHER}")\nhf_write_token = "${sampleSecret('huggingface', 3)}"\n`;
      const titles = (await judge(text, [rule])).map((finding) => finding.fixes[0]!.title);
      assert.deepEqual(
        titles.map((title) => title.split(' ').at(-1)),
        ['HF_TOKEN', 'HF_TOKEN_2', 'HF_WRITE_TOKEN'],
      );
    });
  });

  describe('the move to .env', () => {
    const text = `import os\ntoken = "${HF}"\n`;
    it('makes .env and .gitignore when there is none', async () => {
      const finding = await only(text);
      assert.equal(finding.fixes[1]!.title, 'Move it to .env as HF_TOKEN');
      assert.deepEqual(otherEdits(finding, /^Move/), [
        { path: '.env', range: { start: 0, end: 0 }, text: `HF_TOKEN=${HF}\n` },
        { path: '.gitignore', range: { start: 0, end: 0 }, text: '.env\n' },
      ]);
    });

    it('appends on a line of its own, with the line ends of the file', async () => {
      const finding = await only(text, { texts: { '.env': 'A=1\r\nB=2', '.gitignore': '*.pyc' } });
      assert.deepEqual(
        otherEdits(finding, /^Move/).map((edit) => edit.text),
        [`\r\nHF_TOKEN=${HF}\r\n`, '\n.env\n'],
      );
    });

    it('leaves .gitignore alone when it ignores the file already', async () => {
      for (const ignored of ['.env\n', '*.env\n', '.env*\n', '/.env\n']) {
        const finding = await only(text, { texts: { '.gitignore': ignored } });
        assert.equal(finding.fixes[1]!.title, 'Move it to .env as HF_TOKEN');
        assert.deepEqual(
          otherEdits(finding, /^Move/).map((edit) => edit.path),
          ['.env'],
        );
      }
    });

    it('does not write a variable twice, and does not overwrite another value', async () => {
      const same = await only(text, { texts: { '.env': `HF_TOKEN=${HF}\n`, '.gitignore': '.env\n' } });
      assert.ok(same.fixes.every((fix) => fix.edits.every((edit) => edit.path === undefined)));
      const taken = await only(text, { texts: { '.env': 'HF_TOKEN=something\n', '.gitignore': '.env\n' } });
      assert.equal(otherEdits(taken, /^Move.*HF_TOKEN_2/)[0]!.text, `HF_TOKEN_2=${HF}\n`);
      // What only reads the variable takes no other value either.
      for (const title of [/^Move.*HF_TOKEN_2/, /^Read it from HF_TOKEN_2/])
        assert.match(applyFix(text, fixNamed(taken, title)), /os\.environ\["HF_TOKEN_2"\]/);
    });

    it('takes the .env that stands beside the code before the one above', async () => {
      const finding = await only(text, {
        path: 'jobs/nightly/train.py',
        texts: { 'jobs/.env': '', '.env': '', '.gitignore': '' },
      });
      assert.equal(otherEdits(finding, /^Move/)[0]!.path, 'jobs/.env');
    });

    it('quotes what a reader would cut', async () => {
      const finding = await only(`import os\npassword = "a#b$c d'${sampleSecret('random')}"\n`.replace(' d', ''));
      assert.match(otherEdits(finding, /^Move/)[0]!.text, /^PASSWORD="a#b\\\$c'/);
    });
  });

  it('offers the stores of secrets as alternatives, with their imports', async () => {
    const text = `token = "${HF}"\n`;
    const stores = (await only(text)).fixes.filter((fix) => fix.group === 'secrets-manager');
    assert.deepEqual(
      stores.map((fix) => fix.title),
      ['AWS Secrets Manager', 'HashiCorp Vault', 'Google Secret Manager', 'Azure Key Vault'].map(
        (store) => `Read HF_TOKEN from ${store}`,
      ),
    );
    for (const fix of stores) {
      const after = applyFix(text, fix);
      assert.match(after, /^import /);
      assert.deepEqual(await judge(after, [rule]), [], fix.title);
    }
  });

  it('takes a key out of a comment and of a docstring', async () => {
    const comment = `x = 1  # ${HF}\n`;
    assert.equal(applyFix(comment, (await only(comment)).fixes[0]!), 'x = 1  # <HF_TOKEN>\n');
    const docstring = `"""Use ${HF}."""\n`;
    assert.equal(applyFix(docstring, (await only(docstring)).fixes[0]!), '"""Use <HF_TOKEN>."""\n');
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RequirementEntry, RequirementsFacts } from '../../../src/core/requirement-facts';
import { dockerfile } from '../../../src/readers/dockerfile/document';
import { growthOf, LINEAR } from '../../harness/effort';
import { describeEntry } from '../requirements/requirements-text';

async function installsOf(text: string): Promise<readonly RequirementsFacts[]> {
  const { parts } = await dockerfile.read({ kind: 'text', path: 'Dockerfile', text }, {} as never);
  return parts.map((part) => part.facts()).filter((facts) => facts.kind === 'requirements');
}

const described = async (text: string): Promise<readonly string[]> =>
  (await installsOf(text)).map(
    ({ installer, form, entries }) =>
      `${installer}${form === 'manifest' ? ' setting' : ''}: ${entries.map(describeEntry).join(' | ')}`,
  );

const FROM = 'FROM python:3.12\n';

describe('variables of a build', () => {
  const cases: readonly (readonly [what: string, text: string, ...expected: string[]])[] = [
    ['a default of ARG', `${FROM}ARG V=2.4.1\nRUN pip install torch==$V\n`, 'pip: torch ==2.4.1'],
    ['in braces, quoted', `${FROM}ARG V="2.4.1"\nRUN pip install "torch==\${V}"\n`, 'pip: torch ==2.4.1'],
    ['without a default', `${FROM}ARG V\nRUN pip install torch==$V\n`, 'pip: torch ==$V $'],
    ['a default where it is used', `${FROM}RUN pip install torch==\${V:-2.4.1}\n`, 'pip: torch ==2.4.1'],
    ['ENV', `${FROM}ENV V=2.4.1 W=1\nRUN pip install torch==$V\n`, 'pip: torch ==2.4.1'],
    ['ENV without =', `${FROM}ENV V 2.4.1\nRUN pip install torch==$V\n`, 'pip: torch ==2.4.1'],
    ['ENV before ARG', `${FROM}ENV V=1.0\nARG V=2.0\nRUN pip install torch==$V\n`, 'pip: torch ==1.0'],
    ['set later', `${FROM}RUN pip install torch==$V\nARG V=2.4.1\n`, 'pip: torch ==$V $'],
    ['of before the first stage', `ARG V=2.4.1\n${FROM}ARG V\nRUN pip install torch==$V\n`, 'pip: torch ==2.4.1'],
    ['of before, not taken in', `ARG V=2.4.1\n${FROM}RUN pip install torch==$V\n`, 'pip: torch ==$V $'],
    [
      'of another stage',
      `${FROM}ARG V=1\nENV W=2\nFROM python:3.12\nRUN pip install a==$V b==$W\n`,
      'pip: a ==$V $ | b ==$W $',
    ],
    [
      'of the stage that it is made from',
      'FROM python:3.12 AS base\nARG V=1\nENV W=2\nFROM base\nRUN pip install a==$V b==$W\n',
      'pip: a ==$V $ | b ==2',
    ],
    [
      'made of others',
      `${FROM}ARG MAJOR=2\nARG V=$MAJOR.4.\${PATCH:-1}\nRUN pip install torch==$V\n`,
      'pip: torch ==2.4.1',
    ],
    [
      'whole requirements',
      `${FROM}ENV PACKAGES="torch==2.4.1 numpy -r more.txt"\nRUN pip install $PACKAGES\n`,
      'pip: torch ==2.4.1 | numpy | --requirement more.txt',
    ],
    [
      'an index',
      `${FROM}ARG INDEX=https://a.example/simple\nRUN pip install --index-url=$INDEX torch -f $INDEX\n`,
      'pip: --index-url https://a.example/simple | torch | --find-links https://a.example/simple',
    ],
    [
      'a host, as it is written',
      `${FROM}ARG HOST=a.example\nRUN pip install -i http://$HOST/simple git+https://$HOST/x.git\n`,
      'pip: --index-url http://$HOST/simple | ? @ git git+https://$HOST/x.git $',
    ],
    [
      'a revision',
      `${FROM}ARG REV=main\nRUN pip install git+https://a.example/b.git@\${REV}#egg=b\n`,
      'pip: b @ git git+https://a.example/b.git@main#egg=b rev main',
    ],
    [
      'settings of an installer',
      `${FROM}ENV PIP_INDEX_URL=https://a.example PIP_TRUSTED_HOST="b.example c.example" OTHER=1\n`,
      'pip setting: --index-url https://a.example',
      'pip setting: --trusted-host b.example | --trusted-host c.example',
    ],
    [
      'conda, mamba and uv',
      `${FROM}ARG V=1.26\nRUN mamba install -y numpy=$V && uv pip install --system "numpy>=$V"\n`,
      'conda: --yes | numpy ==1.26',
      'uv: --system | numpy >=1.26',
    ],
    ['other commands', `${FROM}ARG V=1\nENV A="\nRUN echo $V\n`],
  ];
  for (const [what, text, ...expected] of cases)
    it(what, async () => assert.deepEqual(await described(text), expected));

  it('stand where their value is written, or at the variable', async () => {
    const text = `${FROM}ARG PACKAGE=torch==2.4.1\nARG V=1.26.4\nRUN pip install $PACKAGE numpy==\${V}\n`;
    const entries: readonly RequirementEntry[] = (await installsOf(text))[0]!.entries;
    const [torch, numpy] = entries;
    assert.ok(torch?.kind === 'requirement' && numpy?.kind === 'requirement');
    const written = (range: { start: number; end: number } | null): string => text.slice(range!.start, range!.end);
    assert.equal(written(torch.nameRange), 'torch');
    assert.equal(written(torch.specifierRange), '==2.4.1');
    assert.equal(torch.filled, undefined);
    assert.equal(written(numpy.nameRange), 'numpy');
    assert.equal(written(numpy.specifierRange), '==${V}');
    assert.equal(written(numpy.specifiers[0]!.versionRange), '${V}');
    assert.equal(numpy.filled, true);
  });

  it('never throw, and no range leaves the text', async () => {
    const pieces = cases.flatMap(([, text]) => text.split(/(?<=[\n =$"])/));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...pieces, '${', '}', '$', '"', ':-', '\\\n'), { maxLength: 40 }),
        async (made) => {
          const text = made.join('');
          for (const { entries } of await installsOf(text))
            for (const { range } of entries)
              assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length, text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are no more work than they are long', async function () {
    this.timeout(120_000);
    for (const piece of ['ARG A=$A$A\n', 'ENV A=a$A\n', 'RUN pip install $A\n', 'FROM a AS b\n']) {
      const growth = await growthOf(16_000, (length) =>
        installsOf(`${FROM}ARG A=aaaa\n${piece.repeat(length / piece.length)}RUN pip install x==$A $A\n`),
      );
      assert.ok(growth < LINEAR, `${piece}: ${growth}`);
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseGitConfig } from '../../../src/project/git/config';

const read = (text: string): string[] => parseGitConfig(text).map(({ name, value }) => `${name}=${value}`);

describe('a git configuration', () => {
  it('is read as git-config(1) says', () => {
    assert.deepEqual(
      read(
        [
          '\ufeff# comment',
          '; another',
          '[core]',
          '\texcludesFile = ~/.ignore # why',
          '  Bare',
          '  quoted = "a # b ; \\"c\\"\\\\"  ',
          '  mixed = one" two "three   ; no',
          '  long = first \\',
          'second',
          '  empty =',
          '[remote "Origin.x\\"y"] url = https://example.org/a=b',
          '[Branch.main]\r',
          'merge = refs/heads/main\r',
          '[broken',
          'lost = 1',
        ].join('\n'),
      ),
      [
        'core.excludesfile=~/.ignore',
        'core.bare=true',
        'core.quoted=a # b ; "c"\\',
        'core.mixed=one two three',
        'core.long=first second',
        'core.empty=',
        'remote.Origin.x"y.url=https://example.org/a=b',
        'branch.main.merge=refs/heads/main',
      ],
    );
  });

  it('never throws, whatever it holds', () => {
    const piece = fc.constantFrom('[', ']', '"', '\\', '=', '#', ';', '\n', '\r\n', ' ', 'core', 'a.b', 'x', '\0');
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => void parseGitConfig(pieces.join(''))));
    for (const text of [
      `[a]\nk = ${'\\\\'.repeat(200_000)}`,
      `[a]\n${'k = \\\n'.repeat(20_000)}`,
      `[a "${'\\'.repeat(300_001)}`,
      ' '.repeat(500_000),
    ])
      parseGitConfig(text);
  });
});

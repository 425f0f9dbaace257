import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  hasCredentials,
  withoutCredentials,
  withoutCredentialsInText,
} from '../../../src/analysis/addresses/url-credentials';

describe('credentials in URLs', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['user and password', 'https://user:pass@host/simple', 'https://host/simple'],
    ['a token as the user', 'https://token@host/simple', 'https://host/simple'],
    ['an `@` in the password', 'https://user:p@ss@host/simple', 'https://host/simple'],
    ['a slash in the password', 'https://user:p/ss@host/simple', 'https://host/simple'],
    ['environment variables', 'https://${USER}:${TOKEN}@host/simple', 'https://host/simple'],
    ['a VCS scheme', 'git+https://oauth2:token@gitlab.com/a/b.git@v1', 'git+https://gitlab.com/a/b.git@v1'],
    ['the password of an SSH address', 'git+ssh://git:word@host/a.git', 'git+ssh://host/a.git'],
    ['the password of an SCP address', 'git:word@host:a/b.git', 'git@host:a/b.git'],
    ['a query parameter', 'https://host/x.whl?token=abc&v=1#sha256=00', 'https://host/x.whl?v=1#sha256=00'],
    [
      'a presigned URL',
      'https://b.s3.amazonaws.com/x?X-Amz-Credential=a&X-Amz-Signature=b',
      'https://b.s3.amazonaws.com/x',
    ],
    [
      'a shared access signature',
      'https://a.blob.core.windows.net/c/x?sv=1&sig=abc',
      'https://a.blob.core.windows.net/c/x?sv=1',
    ],
  ];
  for (const [what, before, after] of cases) {
    it(`removes ${what}`, () => {
      assert.equal(withoutCredentials(before), after);
      assert.equal(hasCredentials(before), true);
      assert.equal(hasCredentials(after), false);
    });
  }

  it('leaves alone what is no credential', () => {
    for (const url of [
      'https://host/simple',
      'https://host:8443/a@b',
      'git+https://github.com/a/b@main',
      'git+ssh://git@github.com/a/b.git',
      'git@github.com:a/b.git',
      './libs/x',
      'numpy>=1.0',
      'https://[::1]:80/x',
      'https://host/?page=1&tokenizer=x',
      'pkg:pypi/a@1',
    ])
      assert.equal(withoutCredentials(url), url);
  });

  it('finds URLs inside text', () => {
    assert.equal(
      withoutCredentialsInText('x @ https://u:p@host/a.whl ; python_version>"3"'),
      'x @ https://host/a.whl ; python_version>"3"',
    );
  });

  it('never leaves the user or the password of a URL', () => {
    const word = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcXYZ0189!$&*-._~%') });
    fc.assert(
      fc.property(word, word, (user, password) => {
        const result = withoutCredentials(`https://${user}Q1:${password}Q2@pypi.example.org/simple`);
        assert.equal(result, 'https://pypi.example.org/simple');
      }),
    );
  });

  it('is stable: a second run changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a:/@?#&=.tokensig%[]') }), (rest) => {
        const once = withoutCredentials(`https://${rest}`);
        assert.equal(withoutCredentials(once), once);
      }),
      { numRuns: 2000 },
    );
  });
});

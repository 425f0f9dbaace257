import assert from 'node:assert/strict';
import { indexAddress, iriReference } from '../../src/bom/urls';

describe('bom/urls', () => {
  it('writes IRI references', () => {
    assert.equal(
      iriReference('https://h/a b<c>{d}|e\\f^g`h"i%zz%20é'),
      'https://h/a%20b%3Cc%3E%7Bd%7D%7Ce%5Cf%5Eg%60h%22i%25zz%20é',
    );
  });

  it('knows the public index', () => {
    for (const url of ['https://pypi.org/simple', 'https://pypi.org/simple/', 'http://pypi.python.org/simple'])
      assert.equal(indexAddress(url), null);
    assert.equal(indexAddress('https://u:p@pypi.example.org/simple/'), 'https://pypi.example.org/simple');
  });
});

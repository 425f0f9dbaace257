import assert from 'node:assert/strict';
import { readId } from '../../../src/analysis/models/model-id';

const SHA = '0123456789abcdef0123456789abcdef01234567';

describe('identifiers', () => {
  const kinds: Readonly<Record<string, string>> = {
    'org/name': 'repository',
    'Org.x/na_me-1.5': 'repository',
    gpt2: 'repository',
    './gpt2': 'local',
    '../gpt2': 'local',
    '/gpt2': 'local',
    '~/gpt2': 'local',
    'C:\\gpt2': 'local',
    'C:/gpt2': 'local',
    '': 'local',
    'models/bert': 'unclear',
    'outputs/x': 'unclear',
    'my-model': 'unclear',
    'a/b/c': 'local',
    'org/model.safetensors': 'local',
    'dir/': 'local',
    's3://bucket/x': 'unclear',
    'org/na me': 'unclear',
    'a--b/c': 'unclear',
    '{org}/x': 'unclear',
    'https://example.org/x.bin': 'url',
    'https://huggingface.co/org/name': 'repository',
    'http://huggingface.co/org/name': 'url',
    'hf://org/name': 'repository',
    'https://huggingface.co.evil.example/org/name': 'url',
  };
  for (const [text, kind] of Object.entries(kinds))
    it(`${JSON.stringify(text)} is ${kind}`, () => assert.equal(readId(text, 'model').kind, kind));

  it('reads owner and commit of a file on GitHub', () => {
    const reading = readId(`https://raw.githubusercontent.com/owner/repo/${SHA}/m.pt`, 'model');
    assert.ok(reading.kind === 'url');
    assert.deepEqual([reading.publisher, reading.revision, reading.insecure], ['owner', SHA, false]);
  });
  it('does not take a user name in an address for the host', () => {
    const reading = readId('https://huggingface.co@evil.example/org/name', 'model');
    assert.ok(reading.kind === 'url');
    assert.equal(reading.publisher, 'evil.example');
  });
});

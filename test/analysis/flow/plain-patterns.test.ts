import assert from 'node:assert/strict';
import { isCutPlain, isPlainPattern } from '../../../src/analysis/flow/plain-patterns';

const matched = (pattern: string, method = 'fullmatch'): boolean =>
  isPlainPattern({ pattern, method, subject: undefined });
const cut = (pattern: string, method = 'search'): boolean => isCutPlain({ pattern, method, subject: undefined });

describe('patterns that only let plain text through', () => {
  it('where all of the text must match', () => {
    const plain = [
      String.raw`\w+`,
      String.raw`[\w.-]+`,
      String.raw`^[a-zA-Z0-9_]+$`,
      String.raw`\d{1,3}(\.\d{1,3}){3}`,
      String.raw`(?:resnet|vit)-\d+`,
      String.raw`(?i)[a-z]+`,
      String.raw`(?P<name>\w+)=(\d+)`,
      String.raw`v\d+\.\d+`,
      String.raw`[\d+\-*/(). ]+`,
    ];
    const open = [
      '.*',
      String.raw`\w+.`,
      String.raw`\S+`,
      String.raw`[^;]+`,
      String.raw`[\w;]+`,
      String.raw`[\w$]+`,
      String.raw`\w+\s*\|\s*\w+`,
      String.raw`[\w"' ]+`,
      String.raw`[\w()]+`,
      String.raw`\D+`,
      String.raw`(\w+)\1`,
      String.raw`a{1,2}[&]`,
    ];
    for (const pattern of plain) assert.ok(matched(pattern), pattern);
    for (const pattern of open) assert.ok(!matched(pattern), pattern);
  });

  it('where only the beginning must match', () => {
    assert.ok(matched(String.raw`^\w+$`, 'match'));
    assert.ok(matched(String.raw`(\w+)\Z`, 'match'));
    assert.ok(!matched(String.raw`\w+`, 'match'));
    assert.ok(!matched(String.raw`\w+\$`, 'match'));
    assert.ok(!matched(String.raw`\w+$`, 'search'));
  });

  it('where something is cut out, or something left', () => {
    assert.ok(cut(String.raw`v(\d+)`));
    assert.ok(!cut(String.raw`v(.+)`));
    assert.ok(cut(String.raw`[^\w-]`, 'sub'));
    assert.ok(cut(String.raw`[^a-z0-9]+`, 'sub'));
    assert.ok(cut(String.raw`\W+`, 'sub'));
    assert.ok(!cut(String.raw`\s+`, 'sub'));
    assert.ok(!cut(String.raw`[^\w;]`, 'sub'));
    assert.ok(!cut(String.raw`[;&]`, 'sub'));
  });

  it('in time', () => {
    for (const piece of ['(', '[', '\\', '{', '(?:', '[^', '$)', '(?P<a>'])
      assert.equal(typeof matched(piece.repeat(100_000 / piece.length)), 'boolean');
  });
});

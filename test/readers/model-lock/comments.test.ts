import assert from 'node:assert/strict';
import { lockCommentsOf } from '../../../src/readers/model-lock/comments';
import { readModelLock } from '../../../src/readers/model-lock/model-lock';
import { contentOf, printModelLock, type LockContent } from '../../../src/readers/model-lock/print';

const SHA = 'a'.repeat(64);
const COMMIT = 'c'.repeat(40);

const COMMENTED = `# Written by \`touchstone lock\`: the content of the models and data that this project uses.
# \`touchstone verify\` checks it. Commit it; write it anew when a file was meant to change.
# Ours: ask Ada before a weight changes.
version = 1

# --- weights ---

# the one of the paper
[[file]]  # frozen
path = "models/a#b.pt"  # not "a.pt"
# bytes
size = 3
sha256 = "${SHA}"
# retrained in May

[[file]]
path = "models/c.pt"
sha256 = "${SHA}"

[[model]]
id = "org/name"
type = "model"
revision = "main"  # moves
commit = "${COMMIT}"

# only this one is loaded
[[model.file]]
path = "model.safetensors"
sha256 = "${SHA}"

# that is all
`;

const printed = (text: string, change: (content: LockContent) => LockContent = (same) => same): string => {
  const { facts, notes } = readModelLock(text, 'touchstone.lock');
  assert.deepEqual(notes, []);
  return printModelLock(change(contentOf(facts)), lockCommentsOf(text, facts));
};

describe('comments in touchstone.lock', () => {
  it('stay where they stand when nothing changed', () => {
    assert.equal(printed(COMMENTED), COMMENTED);
    assert.equal(printed(COMMENTED.replaceAll('\n', '\r\n')), COMMENTED);
  });

  it('stay with what they are about when entries come, change and go', () => {
    const more = printed(COMMENTED, ({ files, models }) => ({
      files: [
        { path: 'data/x.csv', size: 1, sha256: SHA, md5: null, pointer: null },
        ...files
          .filter(({ path }) => path !== 'models/c.pt')
          .map((file) => ({ ...file, size: 4, sha256: 'b'.repeat(64) })),
      ],
      models,
    }));
    assert.equal(
      more,
      COMMENTED.replace('# --- weights', `[[file]]\npath = "data/x.csv"\nsize = 1\nsha256 = "${SHA}"\n\n# --- weights`)
        .replace(`size = 3\nsha256 = "${SHA}"`, `size = 4\nsha256 = "${'b'.repeat(64)}"`)
        .replace(`[[file]]\npath = "models/c.pt"\nsha256 = "${SHA}"\n\n`, ''),
    );
    const without = printed(COMMENTED, ({ models }) => ({ files: [], models }));
    assert.doesNotMatch(without, /the one of the paper|retrained/);
    assert.match(without, /Ours: ask Ada[^]*only this one[^]*that is all/);
  });

  it('are kept of a lock that a person wrote, in the form of ours', () => {
    const text = `version = 1 # format\n[[file]]\n\n# digest first\nsha256 = '${SHA}'# as downloaded\npath = 'a.pt'\n#end`;
    const head = printModelLock({ files: [], models: [] }).split('\n').slice(0, 2).join('\n');
    assert.equal(
      printed(text),
      `${head}\n# format\nversion = 1\n\n[[file]]\npath = "a.pt"\n# digest first\nsha256 = "${SHA}"  # as downloaded\n#end\n`,
    );
    assert.equal(printed(printed(text)), printed(text));
  });
});

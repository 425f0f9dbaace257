import assert from 'node:assert/strict';
import { LineIndex } from '../../../src/core/range';
import hardcodedSecret from '../../../src/rules/secrets/hardcoded-secret';
import { SECRET_FORMATS, matchFormats } from '../../../src/analysis/secrets/formats';
import { Engine } from '../../../src/scan/engine';
import { Workspace } from '../../../src/project/workspace';
import { grammars } from '../../harness/grammars';
import { MemoryFiles } from '../../harness/memory-files';
import { sampleSecret } from '../../harness/secret-samples';
import { inputOf, PLACES, type KeyPlace } from './places';

/** Keys that span lines; their places are their own. */
const MULTILINE = new Set(['gcp-service-account', 'private-key']);
/** Texts of several parts, which a shell or a configuration splits. */
const COMPOUND = new Set([
  'azure-storage',
  'url-password',
  'url-query-key',
  'azure-sas',
  'discord-webhook',
  'slack-webhook',
  'connection-password',
  'url-token',
  'conda-token',
  'teams-webhook',
]);
/** Keys whose first half is a key too, or whose halves mean something else. */
const UNSPLIT = new Set([
  'url-password',
  'url-query-key',
  'azure-storage',
  'azure-sas',
  'bedrock-short',
  'connection-password',
  'url-token',
  'conda-token',
  'teams-webhook',
  'github-installation',
  'google-app-password',
]);

describe('Places of keys', () => {
  let engine: Engine;
  let workspace: Workspace;
  before(async () => {
    engine = await Engine.create(grammars, [hardcodedSecret]);
    workspace = new Workspace({
      files: new MemoryFiles({}),
      hubCache: new MemoryFiles({}),
      clock: { now: () => 0 },
      logger: {
        info: () => {},
        warn: () => {},
        error: (message) => {
          throw new Error(message);
        },
      },
    });
  });

  async function findingsIn(place: KeyPlace, text: string): Promise<readonly string[]> {
    const { findings } = await engine.scan(inputOf(place, text), workspace);
    const lines = new LineIndex(text);
    return findings.map(({ range }) => text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end)));
  }

  for (const place of PLACES) {
    it(`are seen once in ${place.what}`, async () => {
      const wrong: string[] = [];
      for (const format of SECRET_FORMATS) {
        if (
          MULTILINE.has(format.id) ||
          (format.anchors !== undefined && place.needsMark) ||
          (COMPOUND.has(format.id) && place.plainOnly) ||
          (place.split && UNSPLIT.has(format.id))
        )
          continue;
        const planted = sampleSecret(format.id, 11);
        const [match] = matchFormats(planted, format.anchors === undefined ? '' : format.environment);
        assert.ok(match, format.id);
        const key = planted.slice(match.range.start, match.range.end);
        const found = await findingsIn(place, place.write({ key: planted, variable: format.environment }));
        const bare = found.map((text) =>
          (place.split ? text.replace(/["'()\s]/g, '') : text)
            .replace(/^b?["']|["']$/g, '')
            .replace(/^\|\s*|\s+$/g, ''),
        );
        // An id and its secret are two keys, and each is told of; of pieces in a row the whole.
        if (format.id === 'aws-key-pair' && [planted, `${planted},${planted.split(',')[0]}`].includes(bare.join()))
          continue;
        if (bare.length !== 1 || (bare[0] !== key && bare[0] !== planted))
          wrong.push(`${format.id}: ${JSON.stringify(bare)}`);
      }
      assert.deepEqual(wrong, []);
    }).timeout(60_000);
  }
});

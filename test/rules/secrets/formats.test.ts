import assert from 'node:assert/strict';
import { FORMATS, matchFormats } from '../../../src/rules/secrets/formats';
import type { SecretFormat } from '../../../src/rules/secrets/format';
import { sampleSecret } from '../../secret-samples';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Formats that are a structure inside a longer text, not one run of characters. */
const STRUCTURES = new Set(['gcp-service-account', 'private-key', 'url-password', 'azure-storage', 'slack-webhook', 'neptune', 'jwt', 'huggingface-oauth', 'bedrock-short', 'azure-sas', 'discord-webhook', 'url-query-key']);
/** Formats whose length may vary, so that a key without its last character is a key too. */
const VARIABLE = new Set([
  'openai', 'openai-legacy', 'anthropic', 'groq', 'comet', 'clearml', 'bedrock', 'vault', 'azure-client-secret', 'gitlab', 'gitlab-token', 'slack', 'pypi', 'tavily', 'databricks', 'zhipu', 'pinecone', 'aws-session-token', 'google-oauth-token',
  'alibaba-access-key-id', 'atlassian', 'terraform', 'grafana-cloud', 'planetscale', 'stripe', 'twitter', 'runpod', 'anyscale', 'voyage', 'novita', 'nomic', 'discord', 'cohere', 'datadog', 'mailgun',
]);

/** The name that a format without a mark of its own needs. */
const nameFor = (format: SecretFormat): string => (format.anchors === undefined ? '' : format.environment);

describe('Secret formats', () => {
  for (const format of FORMATS) {
    describe(format.label + ' (' + format.id + ')', () => {
      it('finds ten different keys whole', () => {
        for (const seed of SEEDS) {
          const text = sampleSecret(format.id, seed);
          const [match, ...more] = matchFormats(text, nameFor(format));
          assert.ok(match, `seed ${seed}`);
          assert.deepEqual(more, [], `seed ${seed}`);
          assert.equal(match.format.label, format.label, `seed ${seed}`);
          if (!STRUCTURES.has(format.id)) assert.deepEqual(match.range, { start: 0, end: text.length });
        }
      });

      it('finds a key between other text', () => {
        const key = sampleSecret(format.id, 3);
        const text = format.anchors === undefined ? `before "${key}" after` : `${format.environment}="${key}" `;
        const [match] = matchFormats(text);
        assert.ok(match);
        assert.equal(match.format.label, format.label);
        if (!STRUCTURES.has(format.id)) assert.equal(text.slice(match.range.start, match.range.end), key);
      });

      if (!STRUCTURES.has(format.id)) {
        it('does not find a key that is part of a longer identifier', () => {
          const key = sampleSecret(format.id, 4);
          for (const glued of [`a${key}`, `9${key}`, `_${key}`]) {
            const names = nameFor(format);
            const found = matchFormats(glued, names).filter((match) => match.format.id === format.id && match.range.start > 0);
            assert.deepEqual(found, []);
          }
        });

        it('does not find a masked key, a template or a repeated character', () => {
          const key = sampleSecret(format.id, 5);
          const keep = Math.min(8, Math.floor(key.length / 4));
          const x = key.slice(0, keep) + 'x'.repeat(key.length - keep);
          const zeros = key.slice(0, keep) + '0'.repeat(key.length - keep);
          const stars = key.slice(0, keep) + '*'.repeat(key.length - keep);
          const template = `${key.slice(0, keep)}\${KEY}`;
          for (const text of [x, zeros, stars, template]) assert.deepEqual(matchFormats(text, nameFor(format)), []);
        });
      }

      if (format.anchors !== undefined) {
        it('does not find the same characters without the word that names the service', () => {
          const found = matchFormats(`value = "${sampleSecret(format.id, 6)}"`).filter((match) => match.format.id === format.id);
          assert.deepEqual(found, []);
        });
      }
    });
  }

  for (const format of FORMATS) {
    if (STRUCTURES.has(format.id)) continue;
    const ofKind = (text: string): boolean => matchFormats(text, nameFor(format)).some((match) => match.format.label === format.label);

    it(`keeps ${format.id} to its length and its alphabet`, () => {
      for (const seed of [7, 8, 9]) {
        const key = sampleSecret(format.id, seed);
        if (!VARIABLE.has(format.id)) {
          assert.equal(ofKind(key.slice(0, -1)), false, 'one shorter');
          assert.equal(ofKind(`${key}a`), false, 'one longer');
        }
        const middle = VARIABLE.has(format.id) ? Math.min(18, key.length - 12) : key.length - 12;
        for (const strange of ['!', ' ', '\u00e9']) assert.equal(ofKind(key.slice(0, middle) + strange + key.slice(middle + 1)), false, `with ${strange}`);
      }
    });
  }

  it('knows at least a hundred kinds, each by one id', () => {
    assert.ok(FORMATS.length >= 100, String(FORMATS.length));
    assert.equal(new Set(FORMATS.map((format) => format.id)).size, FORMATS.length);
  });

  it('takes Hugging Face tokens with digits', () => {
    const key = sampleSecret('huggingface', 2);
    assert.equal(matchFormats(`${key.slice(0, 10)}4${key.slice(11)}`).length, 1);
  });

  it('does not doubt a GitHub token whose checksum is right', () => {
    const found = matchFormats(sampleSecret('github', 1));
    assert.equal(found[0]?.format.id, 'github');
    assert.equal(found[0]?.format.confident?.(sampleSecret('github', 1)), true);
    assert.equal(found[0]?.format.confident?.(`ghp_${'a1B2'.repeat(9)}`), false);
  });

  it('finds a key in a connection URL and only the password in it', () => {
    const url = sampleSecret('url-password', 2);
    const [match] = matchFormats(url);
    assert.ok(match);
    assert.equal(url.slice(match.range.start - 1, match.range.start), ':');
    assert.equal(url[match.range.end], '@');
  });

  const quiet: Readonly<Record<string, string>> = {
    'the AWS sample key': ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
    'a DNA sequence': 'ACCAGTCTTGACGATTACAG',
    'a commit': '3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4',
    'a commit for wandb': 'wandb_commit_sha=3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4',
    'a sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'a URL password for this machine': 'postgresql://postgres:s3cr3tpw@localhost:5432/db',
    'a URL with equal user and password': 'postgresql://mlflow:mlflow@db:5432/mlflow',
    'a URL template': 'postgresql://{user}:{password}@{host}/db',
    'a URL with variables': 'postgresql://$USER:$PASSWORD@db/db',
    'a regular expression': 'sk-ant-[A-Za-z0-9_-]{20,}',
    'a public key': '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
    'a cut private key': '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
    'the public key of Langfuse': 'pk-lf-0a1b2c3d-4e5f-6789-abcd-ef0123456789',
    'a method of Databricks': 'dapiDataGetTopologyOfTheClusterNow',
    'the sample JWT': [btoa('{"alg":"HS256","typ":"JWT"}').replace(/=/g, ''), btoa('{"sub":"1234567890","name":"John Doe","iat":1516239022}').replace(/=/g, ''), 'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c'].join('.'),
    'a Slack webhook of the documentation': ['https://hooks.slack.com', 'services', 'T00000000', 'B00000000', 'XXXXXXXXXXXXXXXXXXXXXXXX'].join('/'),
    'an identifier that begins like a Fireworks key': 'fw_attention_mask_for_the_decoder_layers_of_it',
    'a long alphabet': 'hf_abcdefghijklmnopqrstuvwxyzABCDEFGH',
  };
  for (const [what, text] of Object.entries(quiet)) {
    it(`says nothing about ${what}`, () => assert.deepEqual(matchFormats(text), []));
  }
});

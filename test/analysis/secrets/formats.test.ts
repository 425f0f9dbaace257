import assert from 'node:assert/strict';
import { SECRET_FORMATS, matchFormats, type FormatMatch } from '../../../src/analysis/secrets/formats';
import type { SecretFormat } from '../../../src/analysis/secrets/format';
import { sampleSecret } from '../../harness/secret-samples';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Formats that are a structure inside a longer text, not one run of characters. */
const STRUCTURES = new Set([
  'gcp-service-account',
  'gcp-service-account-base64',
  'private-key-base64',
  'azure-iot',
  'azure-service-bus',
  'azure-app-configuration',
  'private-key',
  'url-password',
  'azure-storage',
  'aws-key-pair',
  'slack-webhook',
  'neptune',
  'jwt',
  'huggingface-oauth',
  'bedrock-short',
  'azure-sas',
  'discord-webhook',
  'url-query-key',
  'connection-password',
  'url-token',
  'conda-token',
  'github-installation',
  'teams-webhook',
]);
/** Formats whose length may vary, so that a key without its last character is a key too. */
const VARIABLE = new Set([
  'openai',
  'openai-legacy',
  'anthropic',
  'groq',
  'comet',
  'clearml',
  'bedrock',
  'vault',
  'azure-client-secret',
  'gitlab',
  'gitlab-token',
  'slack',
  'pypi',
  'tavily',
  'databricks',
  'zhipu',
  'pinecone',
  'aws-session-token',
  'google-oauth-token',
  'alibaba-access-key-id',
  'atlassian',
  'terraform',
  'grafana-cloud',
  'planetscale',
  'stripe',
  'twitter',
  'runpod',
  'anyscale',
  'voyage',
  'novita',
  'nomic',
  'discord',
  'cohere',
  'datadog',
  'mailgun',
  'doppler',
  'onepassword',
  'vercel',
  'yandex',
  'ngrok',
  'slack-app',
]);

/** What is found: of a pair, not the id beside the key, which is a match of its own. */
const keysIn = (text: string, format: SecretFormat, names = ''): readonly FormatMatch[] =>
  matchFormats(text, names).filter((match) => format.id !== 'aws-key-pair' || match.format.id !== 'aws-access-key-id');

/** The name that a format without a mark of its own needs. */
const nameFor = (format: SecretFormat): string => (format.anchors === undefined ? '' : format.environment);

describe('Secret formats', () => {
  for (const format of SECRET_FORMATS) {
    describe(format.label + ' (' + format.id + ')', () => {
      it('finds ten different keys whole', () => {
        for (const seed of SEEDS) {
          const text = sampleSecret(format.id, seed);
          const [match, ...more] = keysIn(text, format, nameFor(format));
          assert.ok(match, `seed ${seed}`);
          assert.deepEqual(more, [], `seed ${seed}`);
          assert.equal(match.format.label, format.label, `seed ${seed}`);
          if (!STRUCTURES.has(format.id)) assert.deepEqual(match.range, { start: 0, end: text.length });
        }
      });

      it('finds a key between other text', () => {
        const key = sampleSecret(format.id, 3);
        const text = format.anchors === undefined ? `before "${key}" after` : `${format.environment}="${key}" `;
        const [match] = keysIn(text, format);
        assert.ok(match);
        assert.equal(match.format.label, format.label);
        if (!STRUCTURES.has(format.id)) assert.equal(text.slice(match.range.start, match.range.end), key);
      });

      if (!STRUCTURES.has(format.id)) {
        it('does not find a key that is part of a longer identifier', () => {
          const key = sampleSecret(format.id, 4);
          for (const glued of [`a${key}`, `9${key}`, `_${key}`]) {
            const names = nameFor(format);
            const found = matchFormats(glued, names).filter(
              (match) => match.format.id === format.id && match.range.start > 0,
            );
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
          const found = matchFormats(`value = "${sampleSecret(format.id, 6)}"`).filter(
            (match) => match.format.id === format.id,
          );
          assert.deepEqual(found, []);
        });
      }
    });
  }

  for (const format of SECRET_FORMATS) {
    if (STRUCTURES.has(format.id)) continue;
    const ofKind = (text: string): boolean =>
      matchFormats(text, nameFor(format)).some((match) => match.format.label === format.label);

    it(`keeps ${format.id} to its length and its alphabet`, () => {
      for (const seed of [7, 8, 9]) {
        const key = sampleSecret(format.id, seed);
        if (!VARIABLE.has(format.id)) {
          assert.equal(ofKind(key.slice(0, -1)), false, 'one shorter');
          assert.equal(ofKind(`${key}a`), false, 'one longer');
        }
        const middle = VARIABLE.has(format.id) ? Math.min(18, key.length - 12) : key.length - 12;
        for (const strange of ['!', ' ', '\u00e9'])
          assert.equal(ofKind(key.slice(0, middle) + strange + key.slice(middle + 1)), false, `with ${strange}`);
      }
    });
  }

  it('knows at least a hundred kinds, each by one id', () => {
    assert.ok(SECRET_FORMATS.length >= 100, String(SECRET_FORMATS.length));
    assert.equal(new Set(SECRET_FORMATS.map((format) => format.id)).size, SECRET_FORMATS.length);
  });

  const forms: Readonly<Record<string, string>> = {
    'vault-short': 'vault',
    'anthropic-refresh': 'anthropic',
    'databricks-secret': 'databricks',
    'pypi-test': 'pypi',
    'gitlab-registration': 'gitlab-token',
    'gitlab-oauth': 'gitlab-token',
    'gitlab-routable': 'gitlab',
    'slack-refresh': 'slack',
    'google-oauth-service': 'google-oauth-token',
    'linear-oauth': 'linear',
  };
  for (const [sample, id] of Object.entries(forms)) {
    it(`takes ${sample} for ${id}`, () => {
      for (const seed of SEEDS) {
        const text = sampleSecret(sample, seed);
        assert.deepEqual(
          matchFormats(`a = ["${text}"]`).map(({ format, range }) => [format.id, range]),
          [[id, { start: 6, end: 6 + text.length }]],
          `seed ${seed}`,
        );
      }
    });
  }

  it('takes the short private keys of elliptic curves', () => {
    for (const kind of ['private-key-ec', 'private-key-ed25519'])
      assert.deepEqual(
        matchFormats(`"${sampleSecret(kind).trimEnd()}"`).map(({ format }) => format.id),
        ['private-key'],
        kind,
      );
  });

  it('finds the password of a connection string, where there is one', () => {
    for (const kind of ['connection-password', 'libpq']) {
      const [match, ...more] = matchFormats(sampleSecret(kind));
      assert.equal(match?.format.id, 'connection-password');
      assert.deepEqual(more, []);
    }
    for (const text of [
      'Server=sql;User Id={user};Password={password};',
      'DRIVER={x};UID=%s;PWD=%s',
      'host=localhost dbname=test user=postgres password=a1B2x9Kq7',
      'dbname=test user=postgres password=secret',
      'Server=x;Database=y;Integrated Security=true',
      'Uid=sa;Pwd=$(SQL_PASSWORD)',
      'host=h1, password=password2',
      'Server=sql;Uid=sa;Pwd=${SQL_PWD1}',
    ])
      assert.deepEqual(matchFormats(text), [], text);
  });

  it('finds the password of a URL whatever its user is called, and the token that stands alone', () => {
    const random = sampleSecret('random');
    for (const text of [
      `https://user:${random}@git.internal/a.git`,
      `redis://default:${random}@cache.internal`,
      `https://${random}@github.com/org/model`,
    ]) {
      const [match] = matchFormats(text);
      assert.equal(match && text.slice(match.range.start, match.range.end), random, text);
    }
    for (const text of [
      'https://USERNAME:PASSWORD@github.com/a',
      'https://<user>:a1B2c3D4e5F6@git.internal/a',
      'https://TOKEN@github.com/a',
      'https://git@github.com/a',
      'https://{token}@github.com/a',
      'https://my-organization-of-github@github.com/a',
    ]) {
      assert.deepEqual(matchFormats(text), [], text);
    }
  });

  it('names a key in a URL by its own mark', () =>
    assert.deepEqual(
      matchFormats(`https://bot:${sampleSecret('github')}@github.com/a`).map(({ format }) => format.id),
      ['github'],
    ));

  it('leaves the keys of emulators alone', () => {
    const key = ['Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsu', 'Fq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='].join(
      '',
    );
    assert.deepEqual(matchFormats(`AccountName=devstoreaccount1;AccountKey=${key};`), []);
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
    'the sample JWT': [
      btoa('{"alg":"HS256","typ":"JWT"}').replace(/=/g, ''),
      btoa('{"sub":"1234567890","name":"John Doe","iat":1516239022}').replace(/=/g, ''),
      'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
    ].join('.'),
    'a Slack webhook of the documentation': [
      'https://hooks.slack.com',
      'services',
      'T00000000',
      'B00000000',
      'XXXXXXXXXXXXXXXXXXXXXXXX',
    ].join('/'),
    'an identifier that begins like a Fireworks key': 'fw_attention_mask_for_the_decoder_layers_of_it',
    'a long alphabet': 'hf_abcdefghijklmnopqrstuvwxyzABCDEFGH',
  };
  for (const [what, text] of Object.entries(quiet)) {
    it(`says nothing about ${what}`, () => assert.deepEqual(matchFormats(text), []));
  }
});

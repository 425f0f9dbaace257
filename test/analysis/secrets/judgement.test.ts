import assert from 'node:assert/strict';
import fc from 'fast-check';
import { entropyOf, longestRun, looksRandom } from '../../../src/analysis/secrets/entropy';
import { decideByForm, decideBySetting, environmentNameOf } from '../../../src/analysis/secrets/judgement';
import { hasPlaceholderMark, isPlaceholder } from '../../../src/analysis/secrets/placeholders';
import { secretsOfOutput } from '../../../src/rules/secrets/python/output-secrets';
import { secretsOfShell } from '../../../src/rules/secrets/shell/shell-text';
import { decodeJwt, hasChecksum } from '../../../src/analysis/secrets/validators';
import { sampleKinds, sampleSecret, expandPlaceholders } from '../../harness/secret-samples';

const SINK = { label: 'OpenAI API key', environment: 'OPENAI_API_KEY', format: 'openai' };

describe('Judging secrets', () => {
  describe('by name', () => {
    it("takes random values under a credential's name", () => {
      for (let seed = 1; seed <= 10; seed++) {
        assert.equal(
          decideBySetting(sampleSecret('random', seed), { name: 'api_key' })?.severity,
          'warning',
          `seed ${seed}`,
        );
        assert.equal(
          decideBySetting(sampleSecret('password', seed), { name: 'password' })?.severity,
          'warning',
          `seed ${seed}`,
        );
      }
    });

    it('hints at weak passwords and leaves words alone', () => {
      assert.equal(decideBySetting('s3cr3t', { name: 'password' })?.severity, 'hint');
      assert.equal(decideBySetting('hunter2', { name: 'password' })?.severity, 'hint');
      for (const word of [
        'blerg',
        'postgres',
        'required',
        'user-password',
        'Enter your password:',
        'password',
        'db_password',
        'None',
        'true',
      ])
        assert.equal(decideBySetting(word, { name: 'db_password' }), null, word);
    });

    const plain: readonly string[] = [
      'text-embedding-3-large',
      'gpt-4o-mini-2024-07-18',
      'Qwen2TokenizerFast',
      'meta-llama/Llama-2-7b-chat-hf',
      'https://api.example.com/v1/keys/a1b2c3',
      './keys/key-1a2b3c4d5e.pem',
      '/run/secrets/hf_token_1a2b3c',
      'C:\\keys\\a1b2c3.key',
      '${oc.env:X}',
      '{{ secrets.X }}',
      '$HF_TOKEN',
      '%HF_TOKEN%',
      '<your key>',
      'OPENAI_API_KEY',
      'os.environ.OPENAI_API_KEY',
      'user@example.com',
      '<|image_pad|>',
      '[CLS]',
      '▁the1234',
      'model.layers.0.self_attn.q_proj',
      'sk-ant-[A-Za-z0-9_-]{20,}',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:a1B2c3',
      'op://vault/item/field1',
      'a1b2c3d4e5f6...',
      'abcdefghijklmnop1234',
      '0123456789abcdef0123',
      'aaaaaaaaaaaa1111bbbb',
      '12 May 2024 at 10:33',
    ];
    for (const value of plain)
      it(`says nothing about ${value}`, () => {
        for (const name of ['api_key', 'token', 'client_secret']) assert.equal(decideBySetting(value, { name }), null);
      });

    const unspoken: readonly string[] = [
      'abc123def456ghi789',
      'a1b2c3d4e5f6g7h8',
      'cl\u00e9-api-2024-ici',
      'dein-api-key-2024x',
      'sua-chave-1a9x-aqui',
      '\u4f60\u7684API\u5bc6\u94a5-2x9k4',
      '__OPENAI_KEY_2__',
      'checkpoints/run-9x2k7q4m1z8v3b6n',
      'required|min:8',
      '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub',
      'pbkdf2:sha256:260000$9xk2$3fb0c44298fc1c149afb',
      '$2b$12$KIXQ4S0mQ3aKbq3H6p3g1eW8d0mV1u3m8Z0m',
      'ENC[AES256_GCM,data:9xK2q7/mZ4=,iv:Kq9+x2=,tag:Zx8=,type:str]',
      'Server=tcp:sql9x2k7.internal',
      `pk.eyJ${'9xK2q7mZ4v'.repeat(3)}.rJcFIG214AriISLbB6B5aw`,
    ];
    for (const value of unspoken)
      it(`says nothing about ${value}`, () => {
        for (const name of ['api_key', 'password', 'client_secret'])
          assert.equal(decideBySetting(value, { name }), null, name);
      });

    it('does not take digests under a name that says so, nor under a bare token', () => {
      const digest = sampleSecret('together-legacy');
      assert.equal(decideBySetting(digest, { name: 'sha256_secret' }), null);
      assert.equal(decideBySetting(digest, { name: 'token' }), null);
    });

    it('does not take a value that repeats its name', () =>
      assert.equal(decideBySetting('refresh-token', { name: 'refresh_token' }), null));

    it('leaves keys with a form of their own to those who look at form', () => {
      assert.equal(decideBySetting(sampleSecret('huggingface'), { name: 'hf_token', sink: SINK }), null);
      assert.equal(decideByForm(sampleSecret('huggingface')).length, 1);
    });
  });

  describe('in a sink', () => {
    for (const value of ['sk-123456789', 'sk-ant-key123456', 'a8f5f167f44f4964e6c998dee827110c', 'Kx8-22pq']) {
      it(`takes ${value.slice(0, 3)}…`, () =>
        assert.equal(decideBySetting(value, { name: 'api_key', sink: SINK })?.severity, 'warning'));
    }
    for (const value of [
      'EMPTY',
      'ollama',
      'lm-studio',
      'vertex-oauth',
      'your-api-key-here',
      'not-needed',
      'token-abc123',
      'sk-xxx',
      'none',
      '',
      'x',
      'dummy-key',
      'sk-xxxxxxxxxxxxxxxx',
      '***',
      'sk-...',
      'YOUR_API_KEY',
      '<key>',
      'fake',
      'sk-no-key-required',
      'test-key',
      '{api_key}',
    ]) {
      it(`leaves "${value}" alone`, () => assert.equal(decideBySetting(value, { name: 'api_key', sink: SINK }), null));
    }
  });

  describe('in shell text', () => {
    it('finds settings, flags and headers, each once', () => {
      const random = sampleSecret('random');
      const text = `export API_KEY=${random}\ntool --api-key ${sampleSecret('random', 2)} --token ${sampleSecret('huggingface')}\ncurl -H "X-API-Key: ${sampleSecret('random', 3)}"`;
      assert.deepEqual(
        secretsOfShell(text).map(({ variable }) => variable),
        ['API_KEY', null, null, null],
      );
    });
    it('leaves variables and words alone', () => {
      assert.deepEqual(
        secretsOfShell(
          'export HF_TOKEN=$TOKEN; tool --token $HF_TOKEN --key-file a.json --tokenizer Qwen2TokenizerFast PASSWORD_FILE=/run/x',
        ),
        [],
      );
    });
  });

  describe('in outputs', () => {
    it('finds keys and listings of well-known variables', () => {
      const text = `environ({'HF_TOKEN': '${sampleSecret('huggingface')}', 'WANDB_API_KEY': '${sampleSecret('wandb-legacy')}', 'OTHER_KEY': '${sampleSecret('random')}', 'HOME': '/root'})\nDB_PASSWORD=${sampleSecret('password')}\n`;
      assert.deepEqual(
        secretsOfOutput(text).map((secret) => secret.label),
        ['Hugging Face token', 'Weights & Biases API key', 'Password'],
      );
    });
    it('finds what is shown of requests and settings', () => {
      const text = `{'Authorization': 'Bearer ${sampleSecret('random')}', 'Accept': '*/*'}\nSettings(openai_api_key='${sampleSecret('random', 2)}', model='gpt-4o', db_password='${sampleSecret('random', 3)}')\napi_key: ${sampleSecret('random', 4)}\n`;
      assert.deepEqual(
        secretsOfOutput(text).map(({ range }) => text.slice(range.start, range.end)),
        [1, 2, 3, 4].map((seed) => sampleSecret('random', seed)),
      );
    });
    it('leaves what is hidden, and words, alone', () => {
      assert.deepEqual(
        secretsOfOutput(
          "{'api_key': None, 'password': '********', 'token': '', 'secret': '<hidden>', 'API_KEY': 'OPENAI_API_KEY'}\napi_key=SecretStr('**********') password: required1\n'Authorization': 'Bearer <token>'\n  session_token  user_key\n0 9x2k7q4m1z8v u-9x2k7q4m1z8v\n",
        ),
        [],
      );
    });
    it('leaves hashes, ids and images alone', () => {
      assert.deepEqual(
        secretsOfOutput(
          `commit 3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4\nwandb: Run 3k8a0x2b\n"hash": "9e107d9d372bb6826bd81d3542a419d6"\niVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ\nIncorrect API key provided: sk-F6ZJn***************abcd.\n`,
        ),
        [],
      );
    });
  });

  it('names environment variables as the field does', () => {
    assert.deepEqual(['dbPassword', 'api-key', 'a.b.c', '2fa_secret', 'TOKEN'].map(environmentNameOf), [
      'DB_PASSWORD',
      'API_KEY',
      'A_B_C',
      'SECRET_2FA_SECRET',
      'TOKEN',
    ]);
  });

  it('measures entropy and runs', () => {
    assert.equal(entropyOf(''), 0);
    assert.equal(entropyOf('aaaa'), 0);
    assert.equal(entropyOf('abcd'), 2);
    assert.equal(longestRun('xx123456yy'), 6);
    assert.equal(looksRandom('kJ8s0dPq2LmZ7x'), true);
    assert.equal(looksRandom('Qwen2TokenizerFast'), false);
  });

  it('knows placeholders', () => {
    for (const text of ['your-key', 'hf_xxxxxx', '****', '<token>', '${X}', 'changeme', 'abcabcabcabc', '1234567890'])
      assert.equal(isPlaceholder(text), true, text);
    for (const kind of sampleKinds().filter(
      (name) =>
        !['gcp-service-account', 'private-key', 'url-password', 'azure-storage', 'bedrock-short', 'pypi'].includes(
          name,
        ),
    ))
      assert.equal(hasPlaceholderMark(sampleSecret(kind)), false, kind);
  });

  it('checks what can be checked', () => {
    assert.equal(hasChecksum(sampleSecret('github')), true);
    assert.equal(hasChecksum(sampleSecret('npm', 3)), true);
    const token = sampleSecret('github');
    assert.equal(hasChecksum(token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a')), false);
    assert.equal(decodeJwt('eyJhbGciOiJub25l.e.e'), null);
  });

  it('never throws and keeps ranges inside, for any text', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        'hf_',
        'sk-',
        'eyJ',
        '-----BEGIN PRIVATE KEY-----',
        'postgres://',
        '@',
        ':',
        'AKIA',
        'wandb_api_key=',
        '"type":"service_account"',
        'T3BlbkFJ',
      ),
      fc.constantFrom(...sampleKinds()).map((kind) => sampleSecret(kind)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.string({ maxLength: 12 }), (pieces, name) => {
        const text = pieces.join('');
        for (const secret of [
          ...decideByForm(text),
          ...secretsOfOutput(text),
          ...secretsOfShell(text).map((item) => item.secret),
        ])
          assert.ok(secret.range.start >= 0 && secret.range.start < secret.range.end);
        decideBySetting(text, { name, sink: SINK });
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });

  it('stays linear on hostile text', () => {
    // A quadratic pattern would need minutes for these; the test's own time limit is the assertion.
    for (const unit of [
      'eyJ',
      'sk-',
      'a=',
      '-----BEGIN PRIVATE KEY-----',
      'postgres://a:b',
      'hf_oauth_eyJ',
      'A',
      '"type":"service_account"',
    ])
      assert.ok(Array.isArray(decideByForm(unit.repeat(Math.ceil(100_000 / unit.length)))));
  });

  it('names the password of an address after what it opens', () => {
    const named = (url: string): readonly string[] => decideByForm(url).map(({ environment }) => environment);
    assert.deepEqual(named('postgresql://app:Zx81kQpw77TtRr@db.acme.io/a'), ['DATABASE_PASSWORD']);
    assert.deepEqual(named('redis://app:Zx81kQpw77TtRr@db.acme.io/0'), ['DATABASE_PASSWORD']);
    assert.deepEqual(named('https://app:Zx81kQpw77TtRr@pkgs.acme.io/simple'), ['HTTP_PASSWORD']);
    assert.deepEqual(named('git+https://app:Zx81kQpw77TtRr@git.acme.io/a'), ['HTTP_PASSWORD']);
    assert.deepEqual(named('sftp://app:Zx81kQpw77TtRr@files.acme.io/a'), ['SFTP_PASSWORD']);
    assert.deepEqual(named('smtps://app:Zx81kQpw77TtRr@mail.acme.io'), ['SMTP_PASSWORD']);
  });

  it('expands placeholders in fixtures', () => {
    assert.equal(
      expandPlaceholders('a {{secret:huggingface}} b {{secret:kaggle:2}} {{ x }}'),
      `a ${sampleSecret('huggingface')} b ${sampleSecret('kaggle', 2)} {{ x }}`,
    );
    assert.throws(() => expandPlaceholders('{{secret:unheard-of}}'), /no sample/);
  });
});

import assert from 'node:assert/strict';
import { nameKindOf, namesDigest, wordsOf } from '../../../src/analysis/secrets/names';

describe('Names of credentials', () => {
  const kinds: Readonly<Record<string, string | null>> = {
    password: 'password',
    db_password: 'password',
    dbPassword: 'password',
    PASSWD: 'password',
    'admin-pwd': 'password',
    passphrase: 'password',
    MLFLOW_TRACKING_PASSWORD: 'password',
    api_key: 'key',
    apiKey: 'key',
    APIKEY: 'key',
    'x-api-key': 'key',
    OPENAI_API_KEY: 'key',
    OPENAI_KEY: 'key',
    aws_secret_access_key: 'key',
    client_secret: 'key',
    secret: 'key',
    KAGGLE_KEY: 'key',
    'Ocp-Apim-Subscription-Key': 'key',
    private_key: 'key',
    API_KEY_2: 'key',
    secret_key_prod: 'key',
    DB_PASS: 'password',
    smtp_pass: 'password',
    requirepass: 'password',
    FERNET_KEY: 'key',
    AZURE_SPEECH_KEY: 'key',
    NGROK_AUTHTOKEN: 'token',
    token: 'token',
    hf_token: 'token',
    accessToken: 'token',
    HUGGING_FACE_HUB_TOKEN: 'token',
    auth_token: 'token',
    authtoken: 'token',
    refresh_token: 'token',
    // Words about something else.
    key: null,
    primary_key: null,
    cache_key: null,
    public_key: null,
    sort_key: null,
    state_dict_key: null,
    tokenizer: null,
    tokenizer_class: null,
    tokenize: null,
    tokens: null,
    max_tokens: null,
    token_type: null,
    token_str: null,
    token_dim: null,
    token_ids: null,
    token_fail_reason: null,
    pad_token: null,
    cls_token: null,
    eos_token: null,
    image_token: null,
    split_token: null,
    placeholder_token: null,
    input_token: null,
    next_page_token: null,
    next_token: null,
    decoder_start_token: null,
    moe_token_dispatcher_type: null,
    api_key_env: null,
    api_key_env_var: null,
    api_key_name: null,
    password_file: null,
    TOKEN_URL: null,
    TOKEN_CACHE_FILE: null,
    PASSWORD_ALPHABET: null,
    password_field: null,
    password_hash: null,
    secret_name: null,
    secret_id: null,
    credentials_path: null,
    forward_pass: null,
    first_pass: null,
    by_pass: null,
    show_password: null,
    cancel_token: null,
    pagination_token: null,
    resume_token: null,
    passed: null,
    compass: null,
    passenger: null,
    secretary: null,
    monkey: null,
    keyboard: null,
    '': null,
  };
  for (const [name, kind] of Object.entries(kinds))
    it(`${name || 'nothing'} is ${kind ?? 'none'}`, () => assert.equal(nameKindOf(name), kind));

  it('sees names of digests', () => {
    for (const name of ['sha', 'commit_sha', 'git-revision', 'fileHash', 'md5sum_checksum', 'model_etag'])
      assert.equal(namesDigest(name), true, name);
    for (const name of ['share', 'wandb_api_key', 'hashable_thing', 'references'])
      assert.equal(namesDigest(name), false, name);
  });

  it('takes words apart', () => {
    assert.deepEqual(wordsOf('HTTPServerKey2'), ['http', 'server', 'key2']);
    assert.deepEqual(wordsOf('--api-key'), ['api', 'key']);
    assert.deepEqual(wordsOf('self.dbPassword'), ['self', 'db', 'password']);
  });
});

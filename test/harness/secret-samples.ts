import { createHash } from 'node:crypto';
import { checksumOf } from '../../src/analysis/secrets/validators';

/**
 * A fake key of a provider's format, assembled at run time so that no file ever holds one. The same kind and seed always
 * give the same text; checksums, markers and encodings are right where the format has them.
 */
export function sampleSecret(kind: string, seed = 1): string {
  const make = SAMPLES[kind];
  if (make === undefined) throw new Error(`There is no sample for ${kind}.`);
  return make(new Source(`${kind}/${seed}`));
}

/** The kinds that have a sample, and the names of further forms. */
export const sampleKinds = (): readonly string[] => Object.keys(SAMPLES);

/** Replaces `{{secret:huggingface}}` and `{{secret:aws-secret-key:2}}` in a fixture, and `{{base64:password}}` by the same in base64. */
export function expandPlaceholders(text: string): string {
  return withPublished(text).replace(
    /\{\{(secret|base64):([\w-]+)(?::(\d+))?\}\}/g,
    (_, form: string, kind: string, seed?: string) => {
      const secret = sampleSecret(kind, seed === undefined ? 1 : Number(seed));
      return form === 'base64' ? base64(secret) : secret;
    },
  );
}

const withPublished = (text: string): string =>
  text.replace(/\{\{published:([\w-]+)\}\}/g, (_, kind: string) => {
    const key = PUBLISHED[kind];
    if (key === undefined) throw new Error(`There is no published key ${kind}.`);
    return key;
  });

/**
 * Keys that vendors print in their documentation, from parts. They are no secrets, so they are not among the samples that must
 * never be shown; `{{published:stripe}}` stands for one in a fixture.
 */
export const PUBLISHED: Readonly<Record<string, string>> = {
  'aws-id': ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join(''),
  'aws-secret': ['wJalrXUtnFEMI/', 'K7MDENG/', 'bPxRfiCYEXAMPLEKEY'].join(''),
  'azure-storage': [
    'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsu',
    'Fq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  ].join(''),
  'google-maps': ['AIza', 'SyDaGmWKa4JsXZ', '-HjGw7ISLn_3namBGewQe'].join(''),
  firebase: ['AIza', 'SyAnLA7NfeLquW1tJFpx', '_eQCxoX-oo6YyIs'].join(''),
  stripe: ['sk_te', 'st_4eC39HqLyjW', 'DarjtT1zdp7dc'].join(''),
  'stripe-quickstart': ['sk_te', 'st_BQokikJOvBi', 'I2HlWgH4olfQ2'].join(''),
  github: ['ghp', '_16C7e42F292c6912', 'E7710c838347Ae178B4a'].join(''),
  sendgrid: ['SG', '.ngeVfQFYQlKU0ufo8x5d1A.', 'TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr'].join(''),
  telegram: ['110201543', ':AAHdqTcvCH1vGW', 'JxfSeofSAs0K5PALDsaw'].join(''),
  slack: ['xoxb', '-17653672481-19874698323-', 'pdFZKVeTuE8sk7oOcHrzqqgy'].join(''),
};

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const LETTERS = UPPER + LOWER;
const ALPHANUMERIC = DIGITS + LETTERS;
const HEX = '0123456789abcdef';
const URL_SAFE = ALPHANUMERIC + '_-';
const BASE64 = ALPHANUMERIC + '+/';

/** Deterministic characters that look random: no long runs, no words, always letters and digits where both are allowed. */
class Source {
  #block = 0;
  #bytes: number[] = [];

  constructor(private readonly seed: string) {}

  byte(): number {
    if (this.#bytes.length === 0)
      this.#bytes = [...createHash('sha256').update(`${this.seed}#${this.#block++}`).digest()];
    return this.#bytes.pop()!;
  }

  /** `length` characters of an alphabet, begun again until none of the guards of real keys would doubt them. */
  take(alphabet: string, length: number): string {
    for (;;) {
      let text = '';
      while (text.length < length) text += alphabet[this.byte() % alphabet.length];
      const mixed =
        length < 12 ||
        !/\d/.test(alphabet) ||
        (/\d/.test(text) &&
          (!/[a-z]/.test(alphabet) || /[a-z]/.test(text)) &&
          (!/[A-Z]/.test(alphabet) || /[A-Z]/.test(text)));
      if (
        mixed &&
        !/([\w-])\1\1/.test(text) &&
        !/[_-]{2}|^[_-]|[_-]$/.test(text) &&
        !/your|fake|sample|test/i.test(text)
      )
        return text;
    }
  }
}

const base64 = (text: string): string => btoa(text);
const base64Url = (value: unknown): string =>
  btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const base64Text = (text: string): string => btoa(text).replace(/=+$/, '');
const withChecksum = (prefix: string, random: string): string => prefix + random + checksumOf(random);
const uuid = (source: Source): string => [8, 4, 4, 4, 12].map((length) => source.take(HEX, length)).join('-');
const lines = (text: string): string => text.replace(/(.{64})/g, '$1\n');
const pem = (label: string, body: string): string =>
  `-----BEGIN ${label}-----\n${lines(body)}\n-----END ${label}-----\n`;

const SAMPLES: Readonly<Record<string, (source: Source) => string>> = {
  huggingface: (source) => `hf_${source.take(LETTERS, 34)}`,
  'huggingface-organization': (source) => `api_org_${source.take(LETTERS, 34)}`,
  'huggingface-oauth': (source) =>
    `hf_oauth_${base64Url({ alg: 'EdDSA' })}.${base64Url({ sub: source.take(HEX, 24) })}.${source.take(URL_SAFE, 60)}`,
  openai: (source) => `sk-proj-${source.take(URL_SAFE, 74)}T3BlbkFJ${source.take(URL_SAFE, 74)}`,
  anthropic: (source) => `sk-ant-api03-${source.take(URL_SAFE, 93)}AA`,
  openrouter: (source) => `sk-or-v1-${source.take(HEX, 64)}`,
  langfuse: (source) => `sk-lf-${uuid(source)}`,
  deepseek: (source) => `sk-${source.take(DIGITS + LOWER, 32)}`,
  dashscope: (source) => `sk-${source.take(HEX, 32)}`,
  'openai-legacy': (source) => `sk-${source.take(ALPHANUMERIC, 48)}`,
  wandb: (source) => `wandb_v1_${source.take(URL_SAFE, 77)}`,
  'wandb-legacy': (source) => source.take(HEX, 40),
  replicate: (source) => `r8_${source.take(ALPHANUMERIC, 37)}`,
  groq: (source) => `gsk_${source.take(ALPHANUMERIC, 20)}WGdyb3FY${source.take(ALPHANUMERIC, 24)}`,
  cohere: (source) => source.take(ALPHANUMERIC, 40),
  mistral: (source) => source.take(ALPHANUMERIC, 32),
  gemini: (source) => `AIza${source.take(URL_SAFE, 35)}`,
  nvidia: (source) => `nvapi-${source.take(URL_SAFE, 64)}`,
  ngc: (source) => source.take(ALPHANUMERIC, 84),
  xai: (source) => `xai-${source.take(ALPHANUMERIC, 80)}`,
  perplexity: (source) => `pplx-${source.take(ALPHANUMERIC, 48)}`,
  together: (source) => `tgp_v1_${source.take(URL_SAFE, 43)}`,
  'together-legacy': (source) => source.take(HEX, 64),
  fireworks: (source) => `fw_${source.take(ALPHANUMERIC, 40)}`,
  'fireworks-short': (source) => `fw_${source.take(ALPHANUMERIC, 24)}`,
  'llama-cloud': (source) => `llx-${source.take(ALPHANUMERIC, 48)}`,
  jina: (source) => `jina_${source.take(ALPHANUMERIC, 60)}`,
  tavily: (source) => `tvly-${source.take(ALPHANUMERIC, 32)}`,
  firecrawl: (source) => `fc-${source.take(HEX, 32)}`,
  zhipu: (source) => `${source.take(HEX, 32)}.${source.take(ALPHANUMERIC, 16)}`,
  pinecone: (source) => `pcsk_${source.take(ALPHANUMERIC, 6)}_${source.take(ALPHANUMERIC, 63)}`,
  langsmith: (source) => `lsv2_pt_${source.take(HEX, 32)}_${source.take(HEX, 10)}`,
  comet: (source) => source.take(ALPHANUMERIC, 25),
  neptune: (source) =>
    base64(
      JSON.stringify({
        api_address: 'https://app.neptune.ai',
        api_url: 'https://app.neptune.ai',
        api_key: uuid(source),
      }),
    ),
  kaggle: (source) => source.take(HEX, 32),
  clearml: (source) => source.take(ALPHANUMERIC, 50),
  'azure-ai': (source) =>
    `${source.take(ALPHANUMERIC, 52)}JQQJ99${'BCE'}${source.take(ALPHANUMERIC, 11)}AAABACOG${source.take(ALPHANUMERIC, 4)}`,
  'azure-openai-legacy': (source) => source.take(HEX, 32),
  'azure-client-secret': (source) => `${source.take(ALPHANUMERIC, 3)}8Q~${source.take(ALPHANUMERIC, 33)}`,
  'azure-storage': (source) =>
    `DefaultEndpointsProtocol=https;AccountName=${source.take(LOWER, 8)};AccountKey=${source.take(BASE64, 86)}==`,
  bedrock: (source) => `ABSK${source.take(BASE64, 124)}`,
  'bedrock-short': (source) => `bedrock-api-key-${base64('bedrock.amazonaws.com')}${source.take(BASE64, 200)}`,
  'aws-access-key-id': (source) => `AKIA${source.take(`${UPPER}234567`, 16)}`,
  'aws-secret-key': (source) => source.take(BASE64, 40),
  'aws-key-pair': (source) => `AKIA${source.take(`${UPPER}234567`, 16)},${source.take(BASE64, 40)}`,
  'gcp-service-account': (source) =>
    JSON.stringify({
      type: 'service_account',
      project_id: 'training',
      private_key: pem('PRIVATE KEY', `MII${source.take(BASE64, 400)}`),
    }),
  google: (source) => `AIza${source.take(URL_SAFE, 35)}`,
  databricks: (source) => `dapi${source.take(HEX, 32)}`,
  digitalocean: (source) => `dop_v1_${source.take(HEX, 64)}`,
  vault: (source) => `hvs.${source.take(URL_SAFE, 95)}`,
  'url-password': (source) => `postgresql://trainer:${source.take(ALPHANUMERIC, 14)}@db.internal:5432/runs`,
  'url-query-key': (source) => `https://api.internal/v1/run?api_key=${source.take(ALPHANUMERIC, 32)}&format=json`,
  'conda-token': (source) => `https://conda.internal/t/${source.take(ALPHANUMERIC, 36)}/team`,
  'url-signature': (source) => `https://files.internal/w/m.pt?se=2027-01-01&sig=${source.take(ALPHANUMERIC, 40)}%2Bq`,
  github: (source) => withChecksum('ghp_', source.take(ALPHANUMERIC, 30)),
  'github-fine-grained': (source) => `github_pat_${source.take(ALPHANUMERIC, 22)}_${source.take(ALPHANUMERIC, 59)}`,
  gitlab: (source) => `glpat-${source.take(URL_SAFE, 20)}`,
  slack: (source) =>
    `xoxb-${source.take('123456789', 12)}-${source.take('123456789', 12)}-${source.take(ALPHANUMERIC, 24)}`,
  'slack-webhook': (source) =>
    `https://hooks.slack.com/services/T${source.take(UPPER + DIGITS, 9)}/B${source.take(UPPER + DIGITS, 9)}/${source.take(ALPHANUMERIC, 24)}`,
  pypi: (source) => `pypi-AgEIcHlwaS5vcmc${source.take(URL_SAFE, 120)}`,
  npm: (source) => withChecksum('npm_', source.take(ALPHANUMERIC, 30)),
  prefect: (source) => `pnu_${source.take(ALPHANUMERIC, 36)}`,
  sourcegraph: (source) => `sgp_${source.take(HEX, 16)}_${source.take(HEX, 40)}`,
  jwt: (source) =>
    `${base64Url({ alg: 'HS256', typ: 'JWT' })}.${base64Url({ sub: source.take(HEX, 24), scope: 'train' })}.${source.take(URL_SAFE, 43)}`,
  'private-key': (source) => pem('RSA PRIVATE KEY', `MII${source.take(BASE64, 600)}`),
  'openai-session': (source) => `sess-${source.take(ALPHANUMERIC, 40)}`,
  elevenlabs: (source) => `sk_${source.take(HEX, 48)}`,
  helicone: (source) =>
    `sk-helicone-${[1, 2, 3, 4].map(() => source.take(DIGITS + LOWER, 6) + source.take(DIGITS, 1)).join('-')}`,
  cerebras: (source) => `csk-${source.take(DIGITS + LOWER, 48)}`,
  runpod: (source) => `rpa_${source.take(UPPER + DIGITS, 46)}`,
  anyscale: (source) => `esecret_${source.take(DIGITS + LOWER, 28)}`,
  'langsmith-legacy': (source) => `ls__${source.take(HEX, 32)}`,
  qianfan: (source) => `bce-v3/ALTAK-${source.take(ALPHANUMERIC, 21)}/${source.take(HEX, 40)}`,
  voyage: (source) => `pa-${source.take(URL_SAFE, 43)}`,
  stability: (source) => `sk-${source.take(ALPHANUMERIC, 48)}`,
  moonshot: (source) => `sk-${source.take(ALPHANUMERIC, 48)}`,
  braintrust: (source) => `sk-${source.take(ALPHANUMERIC, 48)}`,
  siliconflow: (source) => `sk-${source.take(LOWER, 48)}`,
  novita: (source) => `sk_${source.take(URL_SAFE, 43)}`,
  nomic: (source) => `nk-${source.take(URL_SAFE, 43)}`,
  modal: (source) => `as-${source.take(ALPHANUMERIC, 22)}`,
  'lambda-cloud': (source) => `secret_training_${source.take(ALPHANUMERIC, 32)}.${source.take(ALPHANUMERIC, 32)}`,
  vast: (source) => source.take(HEX, 64),
  deepinfra: (source) => source.take(ALPHANUMERIC, 32),
  baseten: (source) => `${source.take(ALPHANUMERIC, 8)}.${source.take(ALPHANUMERIC, 32)}`,
  sambanova: uuid,
  ai21: (source) => source.take(ALPHANUMERIC, 32),
  volcengine: uuid,
  watsonx: (source) => source.take(URL_SAFE, 44),
  assemblyai: (source) => source.take(HEX, 32),
  deepgram: (source) => source.take(HEX, 40),
  clarifai: (source) => source.take(HEX, 32),
  roboflow: (source) => source.take(ALPHANUMERIC, 20),
  ultralytics: (source) => source.take(HEX, 42),
  'label-studio': (source) => source.take(HEX, 40),
  dagshub: (source) => source.take(HEX, 40),
  civitai: (source) => source.take(HEX, 32),
  openml: (source) => source.take(HEX, 32),
  zenodo: (source) => source.take(ALPHANUMERIC, 60),
  serpapi: (source) => source.take(HEX, 64),
  serper: (source) => source.take(HEX, 40),
  exa: uuid,
  'brave-search': (source) => `BSA${source.take(URL_SAFE, 28)}`,
  'sk-key': (source) => `sk-${source.take(ALPHANUMERIC, 48)}`,
  'azure-service': (source) =>
    `${source.take(ALPHANUMERIC, 52)}JQQJ99BC${source.take(ALPHANUMERIC, 12)}AAAAAZDO${source.take(ALPHANUMERIC, 4)}`,
  'azure-storage-bare': (source) => `${source.take(BASE64, 76)}+ASt${source.take(BASE64, 5)}Q==`,
  'azure-cosmos': (source) => `${source.take(BASE64, 76)}ACDb${source.take(BASE64, 5)}A==`,
  'azure-batch': (source) => `${source.take(BASE64, 76)}+ABa${source.take(BASE64, 5)}g==`,
  'azure-search': (source) => `${source.take(ALPHANUMERIC, 42)}AzSeB${source.take(ALPHANUMERIC, 5)}`,
  'azure-redis': (source) => `${source.take(ALPHANUMERIC, 33)}AzCaC${source.take(ALPHANUMERIC, 5)}=`,
  'azure-functions': (source) => `${source.take(URL_SAFE, 44)}AzFu${source.take(URL_SAFE, 5)}A==`,
  'azure-registry': (source) => `${source.take(BASE64, 42)}+ACRD${source.take(BASE64, 5)}`,
  'azure-sas': (source) =>
    `https://training.blob.core.windows.net/data?sp=r&st=2026-01-01T00:00:00Z&se=2027-01-01T00:00:00Z&spr=https&sv=2024-11-04&sr=c&sig=${source.take(ALPHANUMERIC, 43)}%3D`,
  'azure-iot': (source) =>
    `HostName=training.azure-devices.net;SharedAccessKeyName=owner;SharedAccessKey=${source.take(BASE64, 43)}=`,
  'azure-service-bus': (source) =>
    `Endpoint=sb://training.servicebus.windows.net/;SharedAccessKeyName=owner;SharedAccessKey=${source.take(BASE64, 43)}=`,
  'azure-messaging-bare': (source) => `${source.take(BASE64, 33)}+ASb${source.take(BASE64, 5)}=`,
  'azure-app-configuration': (source) =>
    `Endpoint=https://training.azconfig.io;Id=a1-l0-s0:${source.take(ALPHANUMERIC, 20)};Secret=${source.take(BASE64, 43)}=`,
  'azure-devops': (source) => `${source.take(ALPHANUMERIC, 76)}AZDO${source.take(ALPHANUMERIC, 4)}`,
  'azure-devops-legacy': (source) => source.take(`${LOWER}234567`, 52),
  'private-key-base64': (source) => base64(pem('RSA PRIVATE KEY', `MII${source.take(BASE64, 600)}`)),
  'gcp-service-account-base64': (source) =>
    base64(
      JSON.stringify({
        type: 'service_account',
        project_id: 'training',
        private_key: pem('PRIVATE KEY', `MII${source.take(BASE64, 400)}`),
      }),
    ),
  'django-secret': (source) => source.take(`${DIGITS}${LOWER}!@#$%^&*(-_=+)`, 50),
  'aws-session-token': (source) => `IQoJb3JpZ2luX2Vj${source.take(BASE64, 300)}==`,
  'google-oauth-secret': (source) => `GOCSPX-${source.take(URL_SAFE, 28)}`,
  'google-oauth-token': (source) => `ya29.${source.take(URL_SAFE, 160)}`,
  'alibaba-access-key-id': (source) => `LTAI${source.take(ALPHANUMERIC, 20)}`,
  'tencent-secret-id': (source) => `AKID${source.take(ALPHANUMERIC, 32)}`,
  'gitlab-token': (source) => `glrt-${source.take(URL_SAFE, 20)}`,
  atlassian: (source) => `ATATT3xFfGF0${source.take(URL_SAFE, 170)}=${source.take(HEX, 8).toUpperCase()}`,
  bitbucket: (source) => `ATBB${source.take(ALPHANUMERIC, 32)}`,
  'docker-hub': (source) => `dckr_pat_${source.take(URL_SAFE, 27)}`,
  terraform: (source) => `${source.take(ALPHANUMERIC, 14)}.atlasv1.${source.take(ALPHANUMERIC, 67)}`,
  pulumi: (source) => `pul-${source.take(HEX, 40)}`,
  'grafana-service-account': (source) => `glsa_${source.take(ALPHANUMERIC, 32)}_${source.take(HEX, 8)}`,
  'grafana-cloud': (source) => `glc_${source.take(ALPHANUMERIC, 120)}`,
  'new-relic': (source) => `NRAK-${source.take(UPPER + DIGITS, 27)}`,
  sentry: (source) => `sntryu_${source.take(HEX, 64)}`,
  datadog: (source) => source.take(HEX, 32),
  notion: (source) => `ntn_${source.take(DIGITS, 11)}${source.take(ALPHANUMERIC, 35)}`,
  'notion-legacy': (source) => `secret_${source.take(ALPHANUMERIC, 43)}`,
  linear: (source) => `lin_api_${source.take(ALPHANUMERIC, 40)}`,
  airtable: (source) => `pat${source.take(ALPHANUMERIC, 14)}.${source.take(HEX, 64)}`,
  supabase: (source) => `sbp_${source.take(HEX, 40)}`,
  planetscale: (source) => `pscale_tkn_${source.take(ALPHANUMERIC, 43)}`,
  stripe: (source) => `sk_live_${source.take(ALPHANUMERIC, 24)}`,
  twilio: (source) => source.take(HEX, 32),
  sendgrid: (source) => `SG.${source.take(URL_SAFE, 22)}.${source.take(URL_SAFE, 43)}`,
  mailgun: (source) => `key-${source.take(HEX, 32)}`,
  telegram: (source) => `${source.take('123456789', 10)}:AA${source.take(URL_SAFE, 33)}`,
  'discord-webhook': (source) =>
    `https://discord.com/api/webhooks/${source.take('123456789', 18)}/${source.take(URL_SAFE, 68)}`,
  discord: (source) =>
    `${base64Text(`1${source.take('123456789', 17)}`)}.${source.take(ALPHANUMERIC, 6)}.${source.take(URL_SAFE, 38)}`,
  twitter: (source) => `${'A'.repeat(22)}${source.take(ALPHANUMERIC, 90)}`,
  cloudflare: (source) => source.take(URL_SAFE, 40),
  age: (source) => `AGE-SECRET-KEY-1${source.take('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`,
  'kaggle-token': (source) => `KGAT_${source.take(HEX, 32)}`,
  'github-installation': (source) =>
    `ghs_${source.take('123456789', 6)}_${base64Url({ alg: 'RS256', typ: 'JWT' })}.${base64Url({ sub: source.take(HEX, 24) })}.${source.take(URL_SAFE, 86)}`,
  'slack-app': (source) =>
    `xapp-1-A${source.take(UPPER + DIGITS, 10)}-${source.take('123456789', 13)}-${source.take(HEX, 64)}`,
  'connection-password': (source) =>
    `Server=tcp:sql.internal,1433;Database=runs;UID=trainer;PWD=${source.take(ALPHANUMERIC, 14)};Encrypt=yes`,
  'url-token': (source) => `https://${source.take(ALPHANUMERIC, 40)}@github.com/org/model.git`,
  'cloudflare-token': (source) => `cfut_${source.take(ALPHANUMERIC, 40)}${source.take(HEX, 8)}`,
  doppler: (source) => `dp.st.prd.${source.take(ALPHANUMERIC, 43)}`,
  onepassword: (source) =>
    `ops_${base64Text(JSON.stringify({ signInAddress: 'my.1password.com', key: source.take(URL_SAFE, 200) })).replace(/[+/]/g, 'x')}`,
  heroku: (source) => `HRKU-AA${source.take(URL_SAFE, 58)}`,
  vercel: (source) => `vcp_${source.take(ALPHANUMERIC, 56)}`,
  yandex: (source) => `AQVN${source.take(URL_SAFE, 36)}`,
  ngrok: (source) => `2${source.take(ALPHANUMERIC, 26)}_${source.take(ALPHANUMERIC, 21)}`,
  'google-app-password': (source) => [4, 4, 4, 4].map((length) => source.take(LOWER, length)).join(' '),
  'teams-webhook': (source) =>
    `https://team.webhook.office.com/webhookb2/${uuid(source)}@${uuid(source)}/IncomingWebhook/${source.take(HEX, 32)}/${uuid(source)}`,
  // Other forms of the kinds above.
  'vault-short': (source) => `hvs.${source.take(ALPHANUMERIC, 24)}`,
  'anthropic-refresh': (source) => `sk-ant-ort01-${source.take(URL_SAFE, 93)}AA`,
  'databricks-secret': (source) => `dose${source.take(HEX, 32)}`,
  'pypi-test': (source) => `pypi-AgENdGVzdC5weXBpLm9yZw${source.take(URL_SAFE, 120)}`,
  'gitlab-registration': (source) => `GR1348941${source.take(URL_SAFE, 20)}`,
  'gitlab-oauth': (source) => `gloas-${source.take(HEX, 64)}`,
  'gitlab-routable': (source) => `glpat-${source.take(URL_SAFE, 160)}.01.1${source.take(DIGITS + LOWER, 8)}`,
  'slack-refresh': (source) => `xoxe-1-${source.take(ALPHANUMERIC, 146)}`,
  'google-oauth-service': (source) => `ya29.c.${source.take(URL_SAFE, 160)}`,
  'linear-oauth': (source) => `lin_oauth_${source.take(HEX, 64)}`,
  'private-key-ec': (source) => pem('EC PRIVATE KEY', `MHcCAQEEI${source.take(BASE64, 151)}==`),
  'private-key-ed25519': (source) => pem('PRIVATE KEY', `MC4CAQAwBQYDK2VwBCIEI${source.take(BASE64, 42)}=`),
  login: (source) => `trainer:${source.take(ALPHANUMERIC, 16)}`,
  libpq: (source) => `dbname=runs user=trainer password=${source.take(ALPHANUMERIC, 14)} host=db.internal`,
  // No provider's: a random value for names and sinks, and a password that people make up.
  random: (source) => source.take(ALPHANUMERIC, 32),
  password: (source) => `${source.take(ALPHANUMERIC, 6)}7!${source.take(LETTERS, 5)}`,
};

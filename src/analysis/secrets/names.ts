import { detached } from '../../core/detached-text';

/** What a name promises: `password` and `key` are secrets by name; `token` is vocabulary until its value says otherwise. */
export type NameKind = 'password' | 'key' | 'token';

/** A credential's name, judged by its last words; null for anything else. `apiKey`, `API_KEY`, `db-password`, `x.api_key` all work. */
export function nameKindOf(name: string): NameKind | null {
  let kind = known.get(name);
  if (kind === undefined) {
    kind = kindOf(name);
    if (known.size >= MOST_KNOWN) known.clear();
    if (name.length < 100) known.set(detached(name), kind);
  }
  return kind;
}

/** Names recur from line to line and from file to file. */
const known = new Map<string, NameKind | null>();
const MOST_KNOWN = 10_000;

function kindOf(name: string): NameKind | null {
  const words = wordsOf(name.replace(/label[-_ ]?studio/i, 'annotations'));
  while (words.length > 1 && (/^\d+$/.test(words.at(-1)!) || TRAILERS.has(words.at(-1)!))) words.pop();
  const last = words.at(-1);
  if (last === undefined) return null;
  const before = words.at(-2) ?? '';
  // `UV_INDEX_PASSWORD`: the password of a package index.
  if (words.some((word) => NOT_SECRET.has(word) && !(word === 'index' && PASSWORD_WORDS.has(last)))) return null;
  if (isPassword(last, before)) return 'password';
  if (last === 'secret' || last === 'secrets') return words.length === 1 || !VOCABULARY.has(before) ? 'key' : null;
  if (isKey(last, before)) return 'key';
  return isToken(last, before, words) ? 'token' : null;
}

const isPassword = (last: string, before: string): boolean =>
  PASSWORD_WORDS.has(last) ||
  (last === 'pass' && PASS_OWNERS.has(before)) ||
  /^(?:requirepass|masterauth|dbpass|(?!no)\w{2,8}passw(?:or)?d)$/.test(last);

const isKey = (last: string, before: string): boolean =>
  KEY_WORDS.has(last) || ((last === 'key' || last === 'keys') && KEY_OWNERS.has(before));

function isToken(last: string, before: string, words: readonly string[]): boolean {
  if (last === 'tokens') return AUTH_WORDS.has(before);
  if (last === 'pat') return KEY_OWNERS.has(before) || words.some((word) => /^(?:azdo|ado|devops)$/.test(word));
  if (last !== 'token' && !/^(?:auth|access|api|bearer|hf)token$/.test(last)) return false;
  return !VOCABULARY.has(before) || (words.length > 2 && KEY_OWNERS.has(words[0]!));
}

/** A name under which a service's own configuration may keep its key: `key` in kaggle.json, `password` in .netrc, `KAGGLE_KEY`. */
export const mayNameKey = (name: string): boolean =>
  nameKindOf(name) !== null ||
  (/(?:key|token|secret|password|passwd|auth|pat|bearer|credentials?)\d{0,2}$/i.test(name) &&
    !wordsOf(name).some((word) => word === 'id' || word === 'public' || word === 'name'));

/** True for a token name that says it authenticates (`hf_token`, `access_token`), so that an all-letter value is enough in a sink. */
export function isAuthToken(name: string): boolean {
  const words = wordsOf(name);
  return words.at(-1) === 'token' && words.some((word) => AUTH_WORDS.has(word));
}

/** Names whose values are digests or commits: 40 hex digits there are no key. */
export const namesDigest = (name: string): boolean =>
  wordsOf(name).some((word) =>
    /^(?:sha\d*|md5|hash|hashes|digest|checksum|commit|revision|rev|ref|blake\d*\w?|etag|fingerprint|uuid|guid|oid|cid)$/.test(
      word,
    ),
  );

/** `HTTPServerKey2` → `http server key 2`. */
export function wordsOf(name: string): string[] {
  return name
    .slice(-200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const PASSWORD_WORDS = set('password passwd passphrase pwd passwort');
/** What stands before `pass` when it is short for a password, and not a pass over data. */
const PASS_OWNERS = set(
  'db database sql mysql pg postgres mongo redis rabbitmq smtp mail email ftp ssh sudo root admin user http basic auth proxy login',
);
const KEY_WORDS = set(
  'apikey apikeys secretkey accesskey authkey apisecret clientsecret appsecret privatekey credential credentials',
);
/** What stands before `key` when it opens a door. Bare `key`, `primary_key`, `cache_key`, `public_key` … are not here. */
const KEY_OWNERS = set(
  `api secret access auth private account signing encryption subscription master admin service client app
  storage sas hmac jwt license licence session ssh deploy openai anthropic claude mistral groq cohere gemini google azure aws wandb comet neptune kaggle hf huggingface
  replicate together fireworks pinecone qdrant weaviate nvidia ngc xai grok openrouter perplexity deepseek langsmith langchain langfuse tavily serper serpapi jina
  firecrawl voyage elevenlabs cerebras stripe twilio sendgrid databricks clearml zhipu dashscope webhook dagshub roboflow clarifai github gitlab civitai deepgram assemblyai cloudflare datadog supabase notion linear airtable runpod modal lambda vast
  ngrok lightning paperspace nebius hyperbolic sambanova upstage moonshot zai novita baseten exa speech translator cosmos fernet`.replace(
    /\s+/g,
    ' ',
  ),
);
/** What stands before `token` in tokenizers, paging and parsing. */
const VOCABULARY = set(
  `pad eos bos cls sep unk mask image video audio split special input output placeholder start end stop next page prev previous last first
  additional class think thinking boi eoi boa eoa img vision fim prefix suffix middle separator delimiter newline begin beginning of mem cont continuation
  eot eod eom bom object decoder encoder target source src tgt lang language forced num max min per total new current cur text word sub subword
  trigger label prompt completion time frame patch continue continuation sync csrf xsrf line blank string comment operator keyword identifier punctuation
  padding unknown masked sentinel register query memory head tail empty null dummy any each every parse lexer sos go role user assistant system tool function call
  chunk timestamp pause silence speaker resource bearer_type cancellation reset_type
  cancel pagination paging cursor resume offset scroll`.replace(/\s+/g, ' '),
);
/** Words that turn a credential's name into something about a credential, a switch too: `NO_CREDENTIALS`. */
const NOT_SECRET = set(
  `env var alphabet policy strategy regex pattern length len min max url uri path file filename dir directory field column
  header prompt label placeholder hint message error reason help description type types class kind format prefix suffix ids id name names public hash hashed
  count limit usage expiry expires ttl index dim size mode enabled required strength validator reset encrypted
  no has is show hide skip enable disable disabled require requires without`.replace(/\s+/g, ' '),
);
/** Endings that keep the meaning: `api_key_value`, `password_text`, `token_str` is not one of them. */
const TRAILERS = set('value val literal default prod production dev staging live old new primary secondary backup');
const AUTH_WORDS = set(
  'auth access api hf hub huggingface bearer github gh gitlab slack bot secret personal pat service account wandb replicate vault npm pypi session refresh login user dapi databricks mlflow neptune',
);

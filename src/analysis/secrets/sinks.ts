/** A place in a well-known API where a credential goes in. */
export interface Sink {
  /** Callee patterns of the rule dispatch: `*` one segment, `**` any number. */
  readonly callees: readonly string[];
  /** Keywords that take the credential. */
  readonly keywords: readonly string[];
  /** Position of the credential among positional arguments; undefined when it is keyword-only in practice. */
  readonly position?: number;
  /** What the value is, for the message: `OpenAI API key`. */
  readonly label: string;
  /** The environment variable that the SDK reads by itself. */
  readonly environment: string;
  /** Id of the provider's format, which knows the rotation page. */
  readonly format?: string;
}

const OPENAI = ['OpenAI', 'AsyncOpenAI', 'Client', 'AsyncClient'];

/** SDK calls that take a credential. Source: the SDKs' signatures. */
export const SDK_SINKS: readonly Sink[] = [
  {
    callees: OPENAI.map((name) => `openai.${name}`),
    keywords: ['api_key'],
    label: 'OpenAI API key',
    environment: 'OPENAI_API_KEY',
    format: 'openai',
  },
  {
    callees: ['openai.AzureOpenAI', 'openai.AsyncAzureOpenAI'],
    keywords: ['api_key', 'azure_ad_token'],
    label: 'Azure OpenAI key',
    environment: 'AZURE_OPENAI_API_KEY',
    format: 'azure-ai',
  },
  {
    callees: [
      'langchain_openai.*',
      'langchain.chat_models.*',
      'langchain.llms.*',
      'langchain_community.**',
      'llama_index.**',
    ],
    keywords: [
      'api_key',
      'openai_api_key',
      'huggingfacehub_api_token',
      'anthropic_api_key',
      'google_api_key',
      'groq_api_key',
      'cohere_api_key',
    ],
    label: 'API key',
    environment: 'OPENAI_API_KEY',
  },
  {
    callees: ['langchain_anthropic.*'],
    keywords: ['api_key', 'anthropic_api_key'],
    label: 'Anthropic API key',
    environment: 'ANTHROPIC_API_KEY',
    format: 'anthropic',
  },
  {
    callees: ['langchain_google_genai.*'],
    keywords: ['api_key', 'google_api_key'],
    label: 'Gemini API key',
    environment: 'GEMINI_API_KEY',
    format: 'gemini',
  },
  {
    callees: ['litellm.completion', 'litellm.acompletion', 'litellm.embedding'],
    keywords: ['api_key'],
    label: 'API key',
    environment: 'OPENAI_API_KEY',
  },
  {
    callees: ['anthropic.Anthropic', 'anthropic.AsyncAnthropic', 'anthropic.Client'],
    keywords: ['api_key', 'auth_token'],
    label: 'Anthropic API key',
    environment: 'ANTHROPIC_API_KEY',
    format: 'anthropic',
  },
  {
    callees: ['mistralai.**.Mistral', 'mistralai.**.MistralClient', 'mistralai.**.MistralAsyncClient'],
    keywords: ['api_key'],
    position: 0,
    label: 'Mistral API key',
    environment: 'MISTRAL_API_KEY',
    format: 'mistral',
  },
  {
    callees: ['groq.Groq', 'groq.AsyncGroq'],
    keywords: ['api_key'],
    label: 'Groq API key',
    environment: 'GROQ_API_KEY',
    format: 'groq',
  },
  {
    callees: ['together.Together', 'together.AsyncTogether'],
    keywords: ['api_key'],
    label: 'Together API key',
    environment: 'TOGETHER_API_KEY',
    format: 'together',
  },
  {
    callees: ['cohere.Client', 'cohere.AsyncClient', 'cohere.ClientV2', 'cohere.AsyncClientV2'],
    keywords: ['api_key', 'token'],
    position: 0,
    label: 'Cohere API key',
    environment: 'CO_API_KEY',
    format: 'cohere',
  },
  {
    callees: ['google.generativeai.configure', 'google.genai.Client'],
    keywords: ['api_key'],
    label: 'Gemini API key',
    environment: 'GEMINI_API_KEY',
    format: 'gemini',
  },
  {
    callees: ['replicate.Client', 'replicate.client.Client'],
    keywords: ['api_token', 'bearer_token'],
    position: 0,
    label: 'Replicate API token',
    environment: 'REPLICATE_API_TOKEN',
    format: 'replicate',
  },
  {
    callees: ['huggingface_hub.**.InferenceClient', 'huggingface_hub.**.AsyncInferenceClient'],
    keywords: ['token', 'api_key'],
    label: 'Hugging Face token',
    environment: 'HF_TOKEN',
    format: 'huggingface',
  },
  {
    callees: ['huggingface_hub.**.HfApi', 'huggingface_hub.**.HfFileSystem'],
    keywords: ['token'],
    label: 'Hugging Face token',
    environment: 'HF_TOKEN',
    format: 'huggingface',
  },
  {
    callees: ['huggingface_hub.login', 'huggingface_hub.interpreter_login', 'huggingface_hub.notebook_login'],
    keywords: ['token'],
    position: 0,
    label: 'Hugging Face token',
    environment: 'HF_TOKEN',
    format: 'huggingface',
  },
  {
    callees: ['huggingface_hub.HfFolder.save_token'],
    keywords: ['token'],
    position: 0,
    label: 'Hugging Face token',
    environment: 'HF_TOKEN',
    format: 'huggingface',
  },
  {
    callees: ['huggingface_hub.*', 'huggingface_hub.HfApi().*'],
    keywords: ['token', 'use_auth_token'],
    label: 'Hugging Face token',
    environment: 'HF_TOKEN',
    format: 'huggingface',
  },
  {
    callees: [
      '**.from_pretrained',
      '**.push_to_hub',
      'datasets.load_dataset',
      'transformers.pipeline',
      'sentence_transformers.SentenceTransformer',
      'sentence_transformers.CrossEncoder',
    ],
    keywords: ['token', 'use_auth_token', 'hub_token'],
    label: 'Hugging Face token',
    environment: 'HF_TOKEN',
    format: 'huggingface',
  },
  {
    callees: ['transformers.TrainingArguments', 'transformers.Seq2SeqTrainingArguments'],
    keywords: ['hub_token', 'push_to_hub_token'],
    label: 'Hugging Face token',
    environment: 'HF_TOKEN',
    format: 'huggingface',
  },
  {
    callees: ['wandb.login'],
    keywords: ['key'],
    position: 1,
    label: 'Weights & Biases API key',
    environment: 'WANDB_API_KEY',
    format: 'wandb',
  },
  {
    callees: ['wandb.Api'],
    keywords: ['api_key'],
    label: 'Weights & Biases API key',
    environment: 'WANDB_API_KEY',
    format: 'wandb',
  },
  {
    callees: [
      'comet_ml.Experiment',
      'comet_ml.OfflineExperiment',
      'comet_ml.ExistingExperiment',
      'comet_ml.API',
      'comet_ml.init',
      'comet_ml.login',
      'comet_ml.start',
      'comet_llm.init',
    ],
    keywords: ['api_key'],
    position: 0,
    label: 'Comet API key',
    environment: 'COMET_API_KEY',
    format: 'comet',
  },
  {
    callees: [
      'neptune.init',
      'neptune.init_run',
      'neptune.init_project',
      'neptune.init_model',
      'neptune.init_model_version',
      'neptune.**.init_run',
    ],
    keywords: ['api_token'],
    label: 'Neptune API token',
    environment: 'NEPTUNE_API_TOKEN',
    format: 'neptune',
  },
  {
    callees: ['clearml.Task.set_credentials'],
    keywords: ['key', 'secret'],
    label: 'ClearML secret key',
    environment: 'CLEARML_API_SECRET_KEY',
    format: 'clearml',
  },
  {
    callees: ['pinecone.Pinecone', 'pinecone.**.PineconeGRPC', 'pinecone.init'],
    keywords: ['api_key'],
    position: 0,
    label: 'Pinecone API key',
    environment: 'PINECONE_API_KEY',
    format: 'pinecone',
  },
  {
    callees: ['qdrant_client.QdrantClient', 'qdrant_client.AsyncQdrantClient'],
    keywords: ['api_key'],
    label: 'Qdrant API key',
    environment: 'QDRANT_API_KEY',
  },
  {
    callees: [
      'weaviate.auth.AuthApiKey',
      'weaviate.AuthApiKey',
      'weaviate.classes.init.Auth.api_key',
      'weaviate.auth.Auth.api_key',
    ],
    keywords: ['api_key'],
    position: 0,
    label: 'Weaviate API key',
    environment: 'WEAVIATE_API_KEY',
  },
  {
    callees: ['boto3.Session', 'boto3.session.Session', 'aioboto3.Session'],
    keywords: ['aws_secret_access_key'],
    position: 1,
    label: 'AWS secret access key',
    environment: 'AWS_SECRET_ACCESS_KEY',
    format: 'aws-secret-key',
  },
  {
    callees: [
      'boto3.client',
      'boto3.resource',
      'boto3.Session',
      'boto3.session.Session',
      'boto3.Session().client',
      'boto3.Session().resource',
      's3fs.S3FileSystem',
      'aioboto3.Session',
    ],
    keywords: ['aws_secret_access_key', 'secret'],
    label: 'AWS secret access key',
    environment: 'AWS_SECRET_ACCESS_KEY',
    format: 'aws-secret-key',
  },
  {
    callees: [
      'boto3.client',
      'boto3.resource',
      'boto3.Session',
      'boto3.session.Session',
      'boto3.Session().client',
      'boto3.Session().resource',
    ],
    keywords: ['aws_session_token'],
    label: 'AWS session token',
    environment: 'AWS_SESSION_TOKEN',
    format: 'aws-secret-key',
  },
  {
    callees: ['azure.core.credentials.AzureKeyCredential', 'azure.storage.blob.BlobServiceClient'],
    keywords: ['key', 'credential'],
    position: 0,
    label: 'Azure key',
    environment: 'AZURE_API_KEY',
    format: 'azure-ai',
  },
  {
    callees: ['azure.identity.ClientSecretCredential'],
    keywords: ['client_secret'],
    position: 2,
    label: 'Azure client secret',
    environment: 'AZURE_CLIENT_SECRET',
    format: 'azure-client-secret',
  },
  {
    callees: [
      'psycopg2.connect',
      'psycopg.connect',
      'pymysql.connect',
      'mysql.connector.connect',
      'snowflake.connector.connect',
      'redis.Redis',
      'redis.StrictRedis',
      'clickhouse_driver.Client',
      'pymongo.MongoClient',
      'pyodbc.connect',
    ],
    keywords: ['password', 'passwd'],
    label: 'Database password',
    environment: 'DATABASE_PASSWORD',
  },
  {
    callees: ['deepgram.DeepgramClient', 'deepgram.Deepgram'],
    keywords: ['api_key'],
    position: 0,
    label: 'Deepgram API key',
    environment: 'DEEPGRAM_API_KEY',
    format: 'deepgram',
  },
  {
    callees: ['minio.Minio'],
    keywords: ['secret_key'],
    position: 2,
    label: 'Secret key of an object store',
    environment: 'MINIO_SECRET_KEY',
  },
  {
    callees: ['pyngrok.ngrok.set_auth_token'],
    keywords: ['token'],
    position: 0,
    label: 'ngrok authtoken',
    environment: 'NGROK_AUTHTOKEN',
    format: 'ngrok',
  },
  {
    callees: ['dagshub.auth.add_app_token'],
    keywords: ['token'],
    position: 0,
    label: 'DagsHub token',
    environment: 'DAGSHUB_USER_TOKEN',
    format: 'dagshub',
  },
  {
    callees: ['requests.auth.HTTPBasicAuth', 'requests.auth.HTTPDigestAuth', 'httpx.BasicAuth', 'aiohttp.BasicAuth'],
    keywords: ['password'],
    position: 1,
    label: 'Password',
    environment: 'API_PASSWORD',
  },
  {
    callees: ['smtplib.SMTP().login', 'smtplib.SMTP_SSL().login', 'imaplib.IMAP4_SSL().login'],
    keywords: ['password'],
    position: 1,
    label: 'Mail password',
    environment: 'SMTP_PASSWORD',
  },
  {
    callees: ['keyring.set_password'],
    keywords: ['password'],
    position: 2,
    label: 'Password',
    environment: 'SERVICE_PASSWORD',
  },
  {
    callees: ['kaggle.api.kaggle_api_extended.KaggleApi', 'kagglehub.login'],
    keywords: ['key', 'api_key'],
    label: 'Kaggle API key',
    environment: 'KAGGLE_KEY',
    format: 'kaggle',
  },
];

/** The calls whose very name says that a credential may be near; the others are found by their keywords. */
export const SDK_CALLEES: readonly string[] = [
  ...new Set(SDK_SINKS.flatMap((sink) => sink.callees).filter((callee) => !/[*]$|^\*\*/.test(callee))),
];

/** Calls that put a value into the environment, or read it with a default: position of the name and of the value. */
export const ENVIRONMENT_SINKS = {
  set: ['os.environ.setdefault', 'os.putenv'],
  read: ['os.getenv', 'os.environ.get', 'os.environb.get'],
  keywords: ['default', 'value'],
} as const;

/** Calls that declare a command-line option with a default. */
export const OPTION_SINKS: readonly string[] = [
  '**.add_argument',
  'click.option',
  'typer.Option',
  'typer.Argument',
  'fire.Flag',
  'absl.flags.DEFINE_string',
  'simple_parsing.field',
];

/** Attributes of modules that hold a credential: `openai.api_key = …`. */
export const ATTRIBUTE_SINKS: Readonly<Record<string, Pick<Sink, 'label' | 'environment' | 'format'>>> = {
  'openai.api_key': { label: 'OpenAI API key', environment: 'OPENAI_API_KEY', format: 'openai' },
  'anthropic.api_key': { label: 'Anthropic API key', environment: 'ANTHROPIC_API_KEY', format: 'anthropic' },
  'cohere.api_key': { label: 'Cohere API key', environment: 'CO_API_KEY', format: 'cohere' },
  'replicate.api_token': { label: 'Replicate API token', environment: 'REPLICATE_API_TOKEN', format: 'replicate' },
  'together.api_key': { label: 'Together API key', environment: 'TOGETHER_API_KEY', format: 'together' },
  'dashscope.api_key': { label: 'DashScope API key', environment: 'DASHSCOPE_API_KEY', format: 'dashscope' },
  'zhipuai.api_key': { label: 'Zhipu API key', environment: 'ZHIPUAI_API_KEY', format: 'zhipu' },
  'stripe.api_key': { label: 'Stripe API key', environment: 'STRIPE_API_KEY' },
  'litellm.api_key': { label: 'API key', environment: 'LITELLM_API_KEY' },
  'pinecone.api_key': { label: 'Pinecone API key', environment: 'PINECONE_API_KEY', format: 'pinecone' },
};

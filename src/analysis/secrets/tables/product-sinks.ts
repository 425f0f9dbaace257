import type { Sink } from '../sink';

/** A call that takes a credential at a position; keywords are those of its signature. */
const at = (
  position: number,
  keyword: string,
  label: string,
  environment: string,
  callees: readonly string[],
): Sink => ({
  callees,
  keywords: [keyword],
  position,
  label,
  environment,
});

/** Calls of further services that take a credential by position. Source: the SDKs' signatures. */
export const PRODUCT_SINKS: readonly Sink[] = [
  {
    ...at(7, 'aws_secret_access_key', 'AWS secret access key', 'AWS_SECRET_ACCESS_KEY', [
      'boto3.client',
      'boto3.resource',
    ]),
    format: 'aws-secret-key',
  },
  at(8, 'aws_session_token', 'AWS session token', 'AWS_SESSION_TOKEN', ['boto3.client', 'boto3.resource']),
  at(2, 'aws_session_token', 'AWS session token', 'AWS_SESSION_TOKEN', ['boto3.Session', 'boto3.session.Session']),
  at(1, 'key', 'Azure key', 'AZURE_API_KEY', ['azure.core.credentials.AzureNamedKeyCredential']),
  at(0, 'signature', 'Azure SAS', 'AZURE_SAS_TOKEN', ['azure.core.credentials.AzureSasCredential']),
  at(1, 'credential', 'Azure key', 'AZURE_STORAGE_KEY', [
    'azure.storage.blob.BlobServiceClient',
    'azure.storage.filedatalake.DataLakeServiceClient',
    'azure.cosmos.CosmosClient',
  ]),
  at(0, 'subscription', 'Azure key', 'SPEECH_KEY', ['azure.cognitiveservices.speech.SpeechConfig']),
  at(0, 'subscription_key', 'Azure key', 'AZURE_API_KEY', ['msrest.authentication.CognitiveServicesCredentials']),
  at(1, 'token', 'Hugging Face token', 'HF_TOKEN', ['huggingface_hub.HfApi']),
  at(4, 'secret', 'ClearML secret key', 'CLEARML_API_SECRET_KEY', [
    'clearml.Task.set_credentials',
    'clearml.task.Task.set_credentials',
  ]),
  at(1, 'api_token', 'Neptune API token', 'NEPTUNE_API_TOKEN', ['neptune.init', 'neptune.legacy.init']),
  at(0, 'api_key', 'Voyage API key', 'VOYAGE_API_KEY', ['voyageai.Client', 'voyageai.AsyncClient']),
  at(0, 'api_key', 'Tavily API key', 'TAVILY_API_KEY', ['tavily.TavilyClient', 'tavily.AsyncTavilyClient']),
  at(0, 'api_key', 'Firecrawl API key', 'FIRECRAWL_API_KEY', ['firecrawl.FirecrawlApp', 'firecrawl.Firecrawl']),
  at(0, 'api_key', 'Exa API key', 'EXA_API_KEY', ['exa_py.Exa']),
  at(0, 'api_key', 'Roboflow API key', 'ROBOFLOW_API_KEY', ['roboflow.Roboflow']),
  at(0, 'api_key', 'Labelbox API key', 'LABELBOX_API_KEY', ['labelbox.Client']),
  at(0, 'key', 'Google Maps API key', 'GOOGLE_MAPS_API_KEY', ['googlemaps.Client']),
  at(1, 'password', 'Twilio auth token', 'TWILIO_AUTH_TOKEN', ['twilio.rest.Client']),
  at(0, 'api_key', 'SendGrid API key', 'SENDGRID_API_KEY', ['sendgrid.SendGridAPIClient']),
  at(0, 'api_key', 'Stripe API key', 'STRIPE_API_KEY', ['stripe.StripeClient']),
  at(0, 'token', 'Telegram bot token', 'TELEGRAM_BOT_TOKEN', ['telegram.Bot', 'telebot.TeleBot', 'aiogram.Bot']),
  at(0, 'token', 'Slack token', 'SLACK_BOT_TOKEN', ['slack_sdk.WebClient', 'slack.WebClient']),
  at(0, 'login_or_token', 'GitHub token', 'GITHUB_TOKEN', ['github.Github']),
  at(0, 'token', 'GitHub token', 'GITHUB_TOKEN', ['github.Auth.Token']),
  at(1, 'private_token', 'GitLab token', 'GITLAB_TOKEN', ['gitlab.Gitlab']),
  at(1, 'supabase_key', 'Supabase key', 'SUPABASE_KEY', ['supabase.create_client']),
  at(1, 'token', 'InfluxDB token', 'INFLUXDB_TOKEN', ['influxdb_client.InfluxDBClient']),
  at(1, 'api_key', 'Meilisearch key', 'MEILI_MASTER_KEY', ['meilisearch.Client']),
  at(1, 'api_key', 'Algolia API key', 'ALGOLIA_API_KEY', ['algoliasearch.search_client.SearchClient.create']),
  at(1, 'client_secret', 'Spotify client secret', 'SPOTIPY_CLIENT_SECRET', [
    'spotipy.oauth2.SpotifyClientCredentials',
    'spotipy.SpotifyClientCredentials',
  ]),
  at(1, 'consumer_secret', 'Twitter consumer secret', 'TWITTER_CONSUMER_SECRET', [
    'tweepy.OAuthHandler',
    'tweepy.OAuth1UserHandler',
  ]),
  at(0, 'bearer_token', 'Twitter bearer token', 'TWITTER_BEARER_TOKEN', ['tweepy.Client']),
  at(1, 'api_secret', 'Binance API secret', 'BINANCE_API_SECRET', ['binance.Client', 'binance.client.Client']),
  at(0, 'api_key', 'NewsAPI key', 'NEWSAPI_KEY', ['newsapi.NewsApiClient', 'newsapi.newsapi_client.NewsApiClient']),
  at(0, 'api_key', 'FRED API key', 'FRED_API_KEY', ['fredapi.Fred']),
  at(2, 'password', 'Database password', 'DATABASE_PASSWORD', ['pymysql.connect', 'MySQLdb.connect']),
];

import type { SecretFormat } from './format';
import { anchored, hasDigit, HEX_32, isMixed, marked, UUID } from './format-rows';
import { decodeBase64 } from './validators';

const BASE64 = { before: '(?<![A-Za-z0-9+/_])', after: '(?![A-Za-z0-9+/=])' };
const SIGNED = { confident: () => true };
const PORTAL = 'https://portal.azure.com';

/** Keys of further clouds, code hosts, monitoring, messaging and data services. Sources: the providers' documentation, Microsoft's list of identifiable secrets. */
export const PLATFORM_FORMATS: readonly SecretFormat[] = [
  // Microsoft puts a signature into the keys of its services, which chance does not give.
  marked('azure-service', 'Azure service key', '[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9][A-L][A-Za-z0-9]{16}(?:AZDO|AZAC|AZEG|AZMP|APIM)[A-Za-z0-9]{4}', 'JQQJ99', 'AZURE_API_KEY', PORTAL, SIGNED),
  marked('azure-storage-bare', 'Azure storage account key', '[A-Za-z0-9+/]{76}\\+ASt[A-Za-z0-9+/]{5}[AQgw]==', '+ASt', 'AZURE_STORAGE_KEY', PORTAL, { ...BASE64, ...SIGNED }),
  marked('azure-cosmos', 'Azure Cosmos DB key', '[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{5}[AQgw]==', 'ACDb', 'COSMOS_KEY', PORTAL, { ...BASE64, ...SIGNED }),
  marked('azure-batch', 'Azure Batch key', '[A-Za-z0-9+/]{76}\\+ABa[A-Za-z0-9+/]{5}[AQgw]==', '+ABa', 'AZURE_BATCH_KEY', PORTAL, { ...BASE64, ...SIGNED }),
  marked('azure-search', 'Azure AI Search key', '[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}', 'AzSe', 'AZURE_SEARCH_API_KEY', PORTAL, SIGNED),
  marked('azure-redis', 'Azure Cache for Redis key', '[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}=', 'AzCa', 'REDIS_PASSWORD', PORTAL, SIGNED),
  marked('azure-functions', 'Azure Functions key', '[\\w-]{44}AzFu[\\w-]{5}[AQgw]==', 'AzFu', 'AZURE_FUNCTION_KEY', PORTAL, SIGNED),
  marked('azure-registry', 'Azure Container Registry password', '[A-Za-z0-9+/]{42}\\+ACR[A-D][A-Za-z0-9+/]{5}', '+ACR', 'ACR_PASSWORD', PORTAL, { ...BASE64, ...SIGNED }),
  marked('azure-sas', 'Azure shared access signature', 'sv=20\\d\\d-\\d\\d-\\d\\d&(?:[\\w-]{1,12}=[^\\s&"\'<>]{0,200}&){0,15}sig=(?<secret>[A-Za-z0-9+/%]{43,100}={0,2})', 'sig=', 'AZURE_STORAGE_SAS_TOKEN', PORTAL, { phrases: ['&sig=', '?sig='], after: '(?![A-Za-z0-9+/%])', entropy: 4 }),
  anchored('aws-session-token', 'AWS session token', '[A-Za-z0-9/+]{100,2000}={0,2}', 'aws_session_token session_token sessiontoken', 'AWS_SESSION_TOKEN', 'https://console.aws.amazon.com/iam/home#/security_credentials', { ...BASE64, valid: isMixed, entropy: 4 }),
  marked('google-oauth-secret', 'Google OAuth client secret', 'GOCSPX-[\\w-]{28}', 'GOCSPX-', 'GOOGLE_CLIENT_SECRET', 'https://console.cloud.google.com/apis/credentials'),
  marked('google-oauth-token', 'Google OAuth access token', 'ya29\\.(?:c\\.)?[\\w-]{30,1000}', 'ya29.', 'GOOGLE_OAUTH_ACCESS_TOKEN', 'https://myaccount.google.com/permissions', { severity: 'warning', valid: hasDigit }),
  marked('alibaba-access-key-id', 'Alibaba Cloud access key id', 'LTAI[A-Za-z0-9]{16,20}', 'LTAI', 'ALIBABA_CLOUD_ACCESS_KEY_ID', 'https://ram.console.aliyun.com/manage/ak', { valid: isMixed }),
  marked('tencent-secret-id', 'Tencent Cloud secret id', 'AKID[A-Za-z0-9]{32}', 'AKID', 'TENCENTCLOUD_SECRET_ID', 'https://console.cloud.tencent.com/cam/capi', { valid: isMixed }),
  marked('gitlab-token', 'GitLab token', '(?:gl(?:rtr?|dt|cbt|ptt|ft|imt|soat|agent|oas|ffct)-[\\w-]{20,300}(?:\\.[0-9a-z.]{9,12})?|GR1348941[\\w-]{20})', 'glrt- glrtr- gldt- glcbt- glptt- glft- glimt- glsoat- glagent- gloas- glffct- GR1348941', 'GITLAB_TOKEN', 'https://gitlab.com/-/user_settings/personal_access_tokens', { valid: hasDigit }),
  marked('atlassian', 'Atlassian API token', 'AT(?:ATT|CTT)3xFfG[\\w=-]{100,300}', 'ATATT3xFfG ATCTT3xFfG', 'ATLASSIAN_API_TOKEN', 'https://id.atlassian.com/manage-profile/security/api-tokens', { after: '(?![\\w=-])' }),
  marked('bitbucket', 'Bitbucket app password', 'ATBB[A-Za-z0-9]{32}', 'ATBB', 'BITBUCKET_APP_PASSWORD', 'https://bitbucket.org/account/settings/app-passwords/', { valid: isMixed }),
  marked('docker-hub', 'Docker Hub token', 'dckr_(?:pat_[\\w-]{27}|oat_[\\w-]{32})', 'dckr_pat_ dckr_oat_', 'DOCKER_TOKEN', 'https://app.docker.com/settings/personal-access-tokens'),
  marked('terraform', 'HCP Terraform token', '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}', '.atlasv1.', 'TF_TOKEN_app_terraform_io', 'https://app.terraform.io/app/settings/tokens'),
  marked('pulumi', 'Pulumi access token', 'pul-[0-9a-f]{40}', 'pul-', 'PULUMI_ACCESS_TOKEN', 'https://app.pulumi.com/account/tokens', { valid: hasDigit }),
  marked('grafana-service-account', 'Grafana service account token', 'glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}', 'glsa_', 'GRAFANA_TOKEN', 'https://grafana.com/docs/grafana/latest/administration/service-accounts/'),
  marked('grafana-cloud', 'Grafana Cloud token', 'glc_[A-Za-z0-9+/]{32,400}={0,3}', 'glc_', 'GRAFANA_CLOUD_TOKEN', 'https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies/', { after: '(?![A-Za-z0-9+/=_-])', valid: isMixed }),
  marked('new-relic', 'New Relic user key', 'NRAK-[A-Z0-9]{27}', 'NRAK-', 'NEW_RELIC_API_KEY', 'https://one.newrelic.com/api-keys', { valid: hasDigit }),
  marked('sentry', 'Sentry auth token', 'sntry(?:u_[0-9a-f]{64}|s_eyJ[A-Za-z0-9+/=_-]{80,400})', 'sntrys_eyJ sntryu_', 'SENTRY_AUTH_TOKEN', 'https://sentry.io/settings/auth-tokens/', { after: '(?![A-Za-z0-9+/=_-])' }),
  anchored('datadog', 'Datadog key', '[0-9a-f]{32}(?:[0-9a-f]{8})?', 'datadog dd_api_key dd_app_key', 'DD_API_KEY', 'https://app.datadoghq.com/organization-settings/api-keys', { phrases: ['dd_app_key', 'datadog_api_key'] }),
  marked('notion', 'Notion integration token', 'ntn_[A-Za-z0-9]{46}', 'ntn_', 'NOTION_TOKEN', 'https://www.notion.so/profile/integrations', { valid: hasDigit }),
  anchored('notion-legacy', 'Notion integration token', 'secret_[A-Za-z0-9]{43}', 'notion', 'NOTION_TOKEN', 'https://www.notion.so/profile/integrations'),
  marked('linear', 'Linear API key', 'lin_(?:api_[A-Za-z0-9]{40}|oauth_[0-9a-f]{64})', 'lin_api_ lin_oauth_', 'LINEAR_API_KEY', 'https://linear.app/settings/account/security', { valid: hasDigit }),
  anchored('airtable', 'Airtable access token', 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}', 'airtable', 'AIRTABLE_API_KEY', 'https://airtable.com/create/tokens'),
  marked('supabase', 'Supabase secret key', 'sb(?:p_[0-9a-f]{40}|_secret_[\\w-]{31})', 'sbp_ sb_secret_', 'SUPABASE_SECRET_KEY', 'https://supabase.com/dashboard/account/tokens', { valid: hasDigit }),
  marked('planetscale', 'PlanetScale token', 'pscale_(?:tkn|oauth|pw)_[\\w.=-]{32,64}', 'pscale_tkn_ pscale_oauth_ pscale_pw_', 'PLANETSCALE_SERVICE_TOKEN', 'https://app.planetscale.com', { after: '(?![\\w=-])', valid: hasDigit }),
  marked('stripe', 'Stripe secret key', '[rs]k_live_[A-Za-z0-9]{24,247}', 'sk_live_ rk_live_', 'STRIPE_API_KEY', 'https://dashboard.stripe.com/apikeys'),
  anchored('twilio', 'Twilio auth token', HEX_32, 'twilio', 'TWILIO_AUTH_TOKEN', 'https://console.twilio.com'),
  marked('sendgrid', 'SendGrid API key', 'SG\\.[\\w-]{22}\\.[\\w-]{43}', 'SG.', 'SENDGRID_API_KEY', 'https://app.sendgrid.com/settings/api_keys', { valid: hasDigit }),
  anchored('mailgun', 'Mailgun API key', `(?:key-)?${HEX_32}(?:-[0-9a-f]{8}-[0-9a-f]{8})?`, 'mailgun', 'MAILGUN_API_KEY', 'https://app.mailgun.com/settings/api_security'),
  marked('telegram', 'Telegram bot token', '\\d{8,10}:AA[\\w-]{33}', ':AA', 'TELEGRAM_BOT_TOKEN', 'https://t.me/BotFather', { entropy: 3.5 }),
  marked('discord-webhook', 'Discord webhook', 'https://(?:(?:canary|ptb)\\.)?discord(?:app)?\\.com/api/webhooks/\\d{17,20}/[\\w-]{60,72}', 'discord.com/api/webhooks discordapp.com/api/webhooks', 'DISCORD_WEBHOOK_URL', 'https://support.discord.com/hc/en-us/articles/228383668', { valid: hasDigit }),
  anchored('discord', 'Discord bot token', '[MNO][\\w-]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,38}', 'discord', 'DISCORD_TOKEN', 'https://discord.com/developers/applications', { phrases: ['discord_bot_token', 'client.run(', 'bot.run('], valid: (secret) => /^\d{17,20}$/.test(decodeBase64(secret.split('.')[0]!)) }),
  anchored('twitter', 'X (Twitter) bearer token', 'A{18,24}[A-Za-z0-9%]{60,140}', 'twitter tweepy x_bearer', 'TWITTER_BEARER_TOKEN', 'https://developer.x.com/en/portal/dashboard', { valid: isMixed, confident: () => true }),
  anchored('cloudflare', 'Cloudflare API token', '[\\w-]{40}', 'cloudflare cf_api_token', 'CLOUDFLARE_API_TOKEN', 'https://dash.cloudflare.com/profile/api-tokens', { valid: isMixed, entropy: 4 }),
  anchored('google-app-password', 'Google app password', '[a-z]{4}(?: [a-z]{4}){3}', 'smtp gmail mail_pass google_app', 'SMTP_PASSWORD', 'https://myaccount.google.com/apppasswords', { phrases: ['gmail_app_password'], valid: undefined }),
  marked('cloudflare-token', 'Cloudflare API token', 'cf(?:ut|at|k)_[A-Za-z0-9]{40}[0-9a-f]{8}', 'cfut_ cfat_ cfk_', 'CLOUDFLARE_API_TOKEN', 'https://dash.cloudflare.com/profile/api-tokens', { valid: hasDigit }),
  marked('doppler', 'Doppler token', 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[\\w-]{2,35}\\.)?[A-Za-z0-9]{40,44}', 'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', 'DOPPLER_TOKEN', 'https://dashboard.doppler.com', { valid: isMixed }),
  marked('onepassword', '1Password service account token', 'ops_eyJ[A-Za-z0-9+/_-]{200,1500}={0,2}', 'ops_eyJ', 'OP_SERVICE_ACCOUNT_TOKEN', 'https://my.1password.com/developer-tools', { after: '(?![A-Za-z0-9+/=_-])' }),
  marked('heroku', 'Heroku API key', `HRKU-(?:AA[\\w-]{58}|${UUID})`, 'HRKU-', 'HEROKU_API_KEY', 'https://dashboard.heroku.com/account/applications', { valid: hasDigit }),
  marked('vercel', 'Vercel token', 'vc[pk]_[A-Za-z0-9]{24,64}', 'vcp_ vck_', 'VERCEL_TOKEN', 'https://vercel.com/account/settings/tokens', { valid: isMixed }),
  marked('yandex', 'Yandex Cloud API key', '(?:AQVN[\\w-]{35,38}|y0_(?:AgAA|_x)[\\w-]{40,70})', 'AQVN y0_AgAA y0__x', 'YC_API_KEY', 'https://console.yandex.cloud', { valid: hasDigit }),
  anchored('ngrok', 'ngrok authtoken', '[A-Za-z0-9]{20,30}_[A-Za-z0-9]{18,24}', 'ngrok', 'NGROK_AUTHTOKEN', 'https://dashboard.ngrok.com/get-started/your-authtoken', { phrases: ['authtoken ', 'auth_token('], valid: isMixed }),
  marked('teams-webhook', 'Microsoft Teams webhook', `https://[\\w-]{1,60}\\.webhook\\.office\\.com/webhookb2/${UUID}@${UUID}/IncomingWebhook/${HEX_32}/${UUID}(?:/[\\w-]{1,80})?`, 'webhook.office.com', 'TEAMS_WEBHOOK_URL', 'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook'),
  marked('age', 'age secret key', 'AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}', 'AGE-SECRET-KEY-1', 'SOPS_AGE_KEY', null),
];

import type { SecretFormat } from '../format';
import { decodeBase64 } from '../validators';
import { anchored, hasDigit, HEX_32, isMixed, marked, UUID } from './rows';

/** Keys of mail, telephone and chat. Sources: the providers' documentation. */
export const MESSAGING_FORMATS: readonly SecretFormat[] = [
  anchored('twilio', 'Twilio auth token', HEX_32, 'twilio', 'TWILIO_AUTH_TOKEN', 'https://console.twilio.com'),
  marked(
    'sendgrid',
    'SendGrid API key',
    'SG\\.[\\w-]{22}\\.[\\w-]{43}',
    'SG.',
    'SENDGRID_API_KEY',
    'https://app.sendgrid.com/settings/api_keys',
    { valid: hasDigit },
  ),
  anchored(
    'mailgun',
    'Mailgun API key',
    `(?:key-)?${HEX_32}(?:-[0-9a-f]{8}-[0-9a-f]{8})?`,
    'mailgun',
    'MAILGUN_API_KEY',
    'https://app.mailgun.com/settings/api_security',
  ),
  marked(
    'telegram',
    'Telegram bot token',
    '\\d{8,10}:AA[\\w-]{33}',
    ':AA',
    'TELEGRAM_BOT_TOKEN',
    'https://t.me/BotFather',
    { entropy: 3.5 },
  ),
  marked(
    'discord-webhook',
    'Discord webhook',
    'https://(?:(?:canary|ptb)\\.)?discord(?:app)?\\.com/api/webhooks/\\d{17,20}/[\\w-]{60,72}',
    'discord.com/api/webhooks discordapp.com/api/webhooks',
    'DISCORD_WEBHOOK_URL',
    'https://support.discord.com/hc/en-us/articles/228383668',
    { valid: hasDigit },
  ),
  anchored(
    'discord',
    'Discord bot token',
    '[MNO][\\w-]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,38}',
    'discord',
    'DISCORD_TOKEN',
    'https://discord.com/developers/applications',
    {
      phrases: ['discord_bot_token', 'client.run(', 'bot.run('],
      valid: (secret) => /^\d{17,20}$/.test(decodeBase64(secret.split('.')[0]!)),
    },
  ),
  anchored(
    'twitter',
    'X (Twitter) bearer token',
    'A{18,24}[A-Za-z0-9%]{60,140}',
    'twitter tweepy x_bearer',
    'TWITTER_BEARER_TOKEN',
    'https://developer.x.com/en/portal/dashboard',
    { valid: isMixed, confident: () => true },
  ),
  anchored(
    'google-app-password',
    'Google app password',
    '[a-z]{4}(?: [a-z]{4}){3}',
    'smtp gmail mail_pass google_app',
    'SMTP_PASSWORD',
    'https://myaccount.google.com/apppasswords',
    { phrases: ['gmail_app_password'], valid: undefined },
  ),
  marked(
    'teams-webhook',
    'Microsoft Teams webhook',
    `https://[\\w-]{1,60}\\.webhook\\.office\\.com/webhookb2/${UUID}@${UUID}/IncomingWebhook/${HEX_32}/${UUID}(?:/[\\w-]{1,80})?`,
    'webhook.office.com',
    'TEAMS_WEBHOOK_URL',
    'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
  ),
];

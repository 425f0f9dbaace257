import type { SecretFormat } from '../format';
import { anchored, hasDigit, marked } from './rows';

/** Keys of shared notes, tables and databases, and of payment. Sources: the providers' documentation. */
export const WORKPLACE_FORMATS: readonly SecretFormat[] = [
  marked(
    'notion',
    'Notion integration token',
    'ntn_[A-Za-z0-9]{46}',
    'ntn_',
    'NOTION_TOKEN',
    'https://www.notion.so/profile/integrations',
    { valid: hasDigit },
  ),
  anchored(
    'notion-legacy',
    'Notion integration token',
    'secret_[A-Za-z0-9]{43}',
    'notion',
    'NOTION_TOKEN',
    'https://www.notion.so/profile/integrations',
  ),
  marked(
    'linear',
    'Linear API key',
    'lin_(?:api_[A-Za-z0-9]{40}|oauth_[0-9a-f]{64})',
    'lin_api_ lin_oauth_',
    'LINEAR_API_KEY',
    'https://linear.app/settings/account/security',
    { valid: hasDigit },
  ),
  anchored(
    'airtable',
    'Airtable access token',
    'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}',
    'airtable',
    'AIRTABLE_API_KEY',
    'https://airtable.com/create/tokens',
  ),
  marked(
    'supabase',
    'Supabase secret key',
    'sb(?:p_[0-9a-f]{40}|_secret_[\\w-]{31})',
    'sbp_ sb_secret_',
    'SUPABASE_SECRET_KEY',
    'https://supabase.com/dashboard/account/tokens',
    { valid: hasDigit },
  ),
  marked(
    'planetscale',
    'PlanetScale token',
    'pscale_(?:tkn|oauth|pw)_[\\w.=-]{32,64}',
    'pscale_tkn_ pscale_oauth_ pscale_pw_',
    'PLANETSCALE_SERVICE_TOKEN',
    'https://app.planetscale.com',
    { after: '(?![\\w=-])', valid: hasDigit },
  ),
  marked(
    'stripe',
    'Stripe secret key',
    '[rs]k_live_[A-Za-z0-9]{24,247}',
    'sk_live_ rk_live_',
    'STRIPE_API_KEY',
    'https://dashboard.stripe.com/apikeys',
  ),
];

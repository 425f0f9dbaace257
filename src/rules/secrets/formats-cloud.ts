import type { SecretFormat } from './format';
import { isMixed } from './format-rows';
import { hasPemBody } from './validators';

/** Keys of clouds and data platforms. Sources: the providers' documentation. */
export const CLOUD_FORMATS: readonly SecretFormat[] = [
  {
    // Structural signature of keys that Microsoft issues since 2024: a fixed part, a date, and the issuing service (ACOG: Cognitive Services).
    id: 'azure-ai', label: 'Azure AI services key', pattern: '[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9][A-L][A-Za-z0-9]{12}AAA[A-Z]ACOG[A-Za-z0-9]{4}', triggers: ['JQQJ99'], environment: 'AZURE_OPENAI_API_KEY',
    rotation: 'https://portal.azure.com', severity: 'error', confident: () => true,
  },
  { id: 'azure-openai-legacy', label: 'Azure OpenAI key', pattern: '[0-9a-f]{32}', triggers: [], anchors: ['openai.azure.com', 'azure_openai', 'azureopenai', 'azure-openai'], phrases: ['azure_openai_key', 'openai.azure.com'], environment: 'AZURE_OPENAI_API_KEY', rotation: 'https://portal.azure.com', severity: 'warning', valid: (secret) => /\d/.test(secret) },
  { id: 'azure-client-secret', label: 'Azure client secret', pattern: '[\\w~.]{3}\\dQ~[\\w~.-]{31,34}', triggers: ['Q~'], before: '(?<![\\w~.-])', after: '(?![\\w~.-])', environment: 'AZURE_CLIENT_SECRET', rotation: 'https://entra.microsoft.com', severity: 'error' },
  { id: 'azure-storage', label: 'Azure storage account key', pattern: 'AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)', triggers: ['AccountKey='], after: '(?![A-Za-z0-9+/=])', environment: 'AZURE_STORAGE_KEY', rotation: 'https://portal.azure.com', severity: 'error', entropy: 4 },
  { id: 'bedrock', label: 'Amazon Bedrock API key', pattern: 'ABSK[A-Za-z0-9+/]{109,269}={0,2}', triggers: ['ABSK'], after: '(?![A-Za-z0-9+/=])', environment: 'AWS_BEARER_TOKEN_BEDROCK', rotation: 'https://console.aws.amazon.com/bedrock/home#/api-keys', severity: 'error', entropy: 3.5 },
  { id: 'bedrock-short', label: 'Amazon Bedrock API key', pattern: 'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]{0,4000}', triggers: ['bedrock-api-key-'], environment: 'AWS_BEARER_TOKEN_BEDROCK', rotation: 'https://console.aws.amazon.com/bedrock/home#/api-keys', severity: 'error', confident: () => true },
  { id: 'aws-access-key-id', label: 'AWS access key id', pattern: '(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}', triggers: ['AKIA', 'ASIA', 'ABIA', 'ACCA', 'A3T'], entropy: 2.8, environment: 'AWS_ACCESS_KEY_ID', rotation: 'https://console.aws.amazon.com/iam/home#/security_credentials', severity: 'error', valid: isNotDna },
  {
    id: 'aws-secret-key', label: 'AWS secret access key', pattern: '[A-Za-z0-9/+]{40}', triggers: [], anchors: ['aws_secret_access_key', 'aws_secret_key', 'awssecretaccesskey', 'awssecretkey', 'aws_secretaccesskey', 'secret_access_key', 'secretaccesskey', 'aws_secret'], phrases: ['secret_access_key', 'aws_secret_key', 'secretaccesskey', 'aws_secret'],
    before: '(?<![A-Za-z0-9/+])', after: '(?![A-Za-z0-9/+=])', entropy: 3.8, environment: 'AWS_SECRET_ACCESS_KEY', rotation: 'https://console.aws.amazon.com/iam/home#/security_credentials', severity: 'warning',
  },
  {
    id: 'gcp-service-account', label: 'Google Cloud service account key', pattern: '"type"\\s{0,8}:\\s{0,8}"service_account"[\\s\\S]{0,2000}?(?<secret>-----BEGIN PRIVATE KEY-----[^-]{64,8192}(?:-----END PRIVATE KEY-----)?)', triggers: ['service_account'],
    before: '', after: '', multiline: true, environment: 'GOOGLE_APPLICATION_CREDENTIALS', rotation: 'https://console.cloud.google.com/iam-admin/serviceaccounts', severity: 'error', valid: hasPemBody,
  },
  { id: 'google', label: 'Google API key', pattern: 'AIza[\\w-]{35}', triggers: ['AIza'], entropy: 3.5, environment: 'GOOGLE_API_KEY', rotation: 'https://console.cloud.google.com/apis/credentials', severity: 'warning' },
  { id: 'databricks', label: 'Databricks access token', pattern: '(?:dapi|dose)[0-9a-f]{32}(?:-\\d)?', triggers: ['dapi', 'dose'], environment: 'DATABRICKS_TOKEN', rotation: 'https://docs.databricks.com/dev-tools/auth/pat.html', severity: 'error' },
  { id: 'digitalocean', label: 'DigitalOcean token', pattern: 'do[opr]_v1_[0-9a-f]{64}', triggers: ['doo_v1_', 'dop_v1_', 'dor_v1_'], environment: 'DIGITALOCEAN_TOKEN', rotation: 'https://cloud.digitalocean.com/account/api/tokens', severity: 'error' },
  { id: 'vault', label: 'HashiCorp Vault token', pattern: 'hv[bs]\\.(?:[A-Za-z0-9]{24}|[\\w-]{90,300})', triggers: ['hvs.', 'hvb.'], environment: 'VAULT_TOKEN', rotation: 'https://developer.hashicorp.com/vault/docs/commands/token/revoke', severity: 'error', valid: isMixed },
];

/** Sequences of bases are in the alphabet of AWS ids, and biology notebooks are full of them. */
function isNotDna(secret: string): boolean {
  return !/^[ACGTUN]+$/.test(secret);
}

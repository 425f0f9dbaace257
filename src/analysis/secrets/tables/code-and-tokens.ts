import type { SecretFormat } from '../format';
import { decodeBase64, hasChecksum, hasPemBody, isLiveJwt } from '../validators';

const PEM = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY-----[^-]{64,8192}/;
/** Base64 on one line or on several. */
const BASE64_LINES = '[A-Za-z0-9+/]{40,16000}(?:\\r?\\n[ \\t]{0,40}[A-Za-z0-9+/]{16,200}){0,400}={0,2}';

/** Keys of code hosts, package registries, chat and general token forms. Sources: the providers' documentation, RFC 7468, RFC 7519. */
export const CODE_FORMATS: readonly SecretFormat[] = [
  {
    id: 'github',
    label: 'GitHub token',
    pattern: 'gh[pousr]_[A-Za-z0-9]{36}',
    triggers: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    environment: 'GITHUB_TOKEN',
    rotation: 'https://github.com/settings/tokens',
    severity: 'error',
    confident: hasChecksum,
  },
  {
    id: 'github-installation',
    label: 'GitHub token',
    pattern: 'ghs_[A-Za-z0-9]{1,20}_eyJ[\\w-]{10,2000}\\.eyJ[\\w-]{10,4000}\\.[\\w-]{10,2000}',
    triggers: ['ghs_'],
    environment: 'GITHUB_TOKEN',
    rotation: 'https://github.com/settings/installations',
    severity: 'error',
  },
  {
    id: 'github-fine-grained',
    label: 'GitHub token',
    pattern: 'github_pat_\\w{82}',
    triggers: ['github_pat_'],
    environment: 'GITHUB_TOKEN',
    rotation: 'https://github.com/settings/personal-access-tokens',
    severity: 'error',
  },
  {
    id: 'gitlab',
    label: 'GitLab token',
    pattern: 'glpat-(?:[\\w-]{20}|[\\w-]{27,300}\\.(?:[0-9a-z]{2}\\.)?[0-9a-z]{9})',
    triggers: ['glpat-'],
    environment: 'GITLAB_TOKEN',
    rotation: 'https://gitlab.com/-/user_settings/personal_access_tokens',
    severity: 'error',
  },
  {
    id: 'slack',
    label: 'Slack token',
    pattern:
      'xox(?:[bp]-(?:\\d{8,14}-){1,3}[0-9A-Za-z]{18,40}|[acers](?:-\\d)?-[0-9A-Za-z-]{40,250}|e\\.xox[bp]-\\d-[0-9A-Za-z]{160,180})',
    triggers: ['xoxb-', 'xoxa-', 'xoxp-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxc-'],
    environment: 'SLACK_BOT_TOKEN',
    rotation: 'https://api.slack.com/apps',
    severity: 'error',
    valid: (secret) => /\d/.test(secret),
  },
  {
    id: 'slack-app',
    label: 'Slack app token',
    pattern: 'xapp-\\d-[A-Z0-9]{8,14}-\\d{10,14}-[0-9a-f]{32,64}',
    triggers: ['xapp-'],
    environment: 'SLACK_APP_TOKEN',
    rotation: 'https://api.slack.com/apps',
    severity: 'error',
  },
  {
    id: 'slack-webhook',
    label: 'Slack webhook',
    pattern:
      'https://hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Z0-9]{6,16}/[A-Z0-9]{6,24}/[A-Za-z0-9/]{16,64}',
    triggers: ['hooks.slack.com'],
    environment: 'SLACK_WEBHOOK_URL',
    rotation: 'https://api.slack.com/apps',
    severity: 'error',
    valid: (secret) => !/\/T0{5,}|\/TX{5,}|X{8,}/i.test(secret),
  },
  {
    id: 'pypi',
    label: 'PyPI upload token',
    pattern: 'pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[\\w-]{85,1000}',
    triggers: ['pypi-AgEIcHlwaS5vcmc', 'pypi-AgENdGVzdC5weXBpLm9yZw'],
    environment: 'TWINE_PASSWORD',
    rotation: 'https://pypi.org/manage/account/token/',
    severity: 'error',
  },
  {
    id: 'npm',
    label: 'npm access token',
    pattern: 'npm_[A-Za-z0-9]{36}',
    triggers: ['npm_'],
    environment: 'NPM_TOKEN',
    rotation: 'https://www.npmjs.com/settings/~/tokens',
    severity: 'error',
    valid: (secret) => /\d/.test(secret),
    confident: hasChecksum,
  },
  {
    id: 'prefect',
    label: 'Prefect API key',
    pattern: 'pn[ub]_[A-Za-z0-9]{36}',
    triggers: ['pnu_', 'pnb_'],
    environment: 'PREFECT_API_KEY',
    rotation: 'https://app.prefect.cloud/my/api-keys',
    severity: 'error',
  },
  {
    id: 'sourcegraph',
    label: 'Sourcegraph access token',
    pattern: 'sgp_(?:(?:[a-f0-9]{16}|local)_)?[a-f0-9]{40}',
    triggers: ['sgp_'],
    environment: 'SRC_ACCESS_TOKEN',
    rotation: 'https://sourcegraph.com/user/settings/tokens',
    severity: 'error',
    caseless: true,
  },
  {
    id: 'jwt',
    label: 'Signed token (JWT)',
    pattern: 'ey[\\w-]{17,2000}\\.ey[\\w-]{17,6000}\\.[\\w-]{10,2000}',
    triggers: ['eyJ'],
    environment: 'ACCESS_TOKEN',
    rotation: null,
    severity: 'warning',
    valid: isLiveJwt,
  },
  {
    id: 'private-key',
    label: 'Private key',
    pattern:
      '-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^-]{64,8192}(?:-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----)?',
    triggers: ['PRIVATE KEY'],
    before: '',
    after: '',
    multiline: true,
    environment: 'PRIVATE_KEY',
    rotation: null,
    severity: 'error',
    valid: hasPemBody,
  },
  {
    // A private key wrapped once more, as Kubernetes and settings of delivery keep it: base64 hides nothing.
    id: 'private-key-base64',
    label: 'Private key',
    pattern: `LS0tLS1CRUdJTi${BASE64_LINES}`,
    triggers: ['LS0tLS1CRUdJTi'],
    before: '(?<![A-Za-z0-9+/])',
    after: '(?![A-Za-z0-9+/=])',
    multiline: true,
    environment: 'PRIVATE_KEY',
    rotation: null,
    severity: 'error',
    valid: (secret) => isPrivateKey(decodeBase64(secret.replace(/\s/g, ''))),
  },
  {
    id: 'gcp-service-account-base64',
    label: 'Google Cloud service account key',
    pattern: `(?:ewogICJ0eXBlIjog|eyJ0eXBlIjog|eyJ0eXBlIjoic2Vy)${BASE64_LINES}`,
    triggers: ['ewogICJ0eXBlIjog', 'eyJ0eXBlIjog', 'eyJ0eXBlIjoic2Vy'],
    before: '(?<![A-Za-z0-9+/])',
    after: '(?![A-Za-z0-9+/=])',
    multiline: true,
    environment: 'GOOGLE_APPLICATION_CREDENTIALS',
    rotation: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
    severity: 'error',
    valid: (secret) => {
      const text = decodeBase64(secret.replace(/\s/g, ''));
      return text.includes('"service_account"') && isPrivateKey(text);
    },
  },
];

/** Whether a text holds a private key: its header, and a body of a key's size. */
function isPrivateKey(text: string): boolean {
  const pem = PEM.exec(text)?.[0];
  return pem !== undefined && hasPemBody(pem);
}

import { defineRule, type Near } from '../../core/rule';
import { ENVIRONMENT } from './tls/environment';
import { CHECKED_OBJECTS } from './tls/restored';
import { checkTlsArgument, checkContext, checkWarnings } from './tls/tls-arguments';
import {
  checkTlsAssignment,
  checkTlsItem,
  checkTlsKeywords,
  checkTlsCommand,
  checkTlsSetDefault,
} from './tls/tls-switches';

const SWITCHES = [
  ...ENVIRONMENT,
  'verify',
  'check_hostname',
  '_create_default_https_context',
  'ssl_verify',
  'cert_reqs',
];

const near: Near = { flag: /^(?:True|None)\b/ };

export default defineRule({
  id: 'tls-verification-disabled',
  severity: 'warning',
  category: 'downloads',
  title: 'TLS verification disabled',
  cwe: 295,
  docs: {
    what: 'A server\'s certificate is not checked: `verify=False` for requests, httpx or boto3, `ssl=False` for aiohttp, `ssl._create_unverified_context`, `ssl.CERT_NONE`, `check_hostname = False`, or an environment variable that turns the check off for every library (`CURL_CA_BUNDLE=""`, `PYTHONHTTPSVERIFY=0`, `GIT_SSL_NO_VERIFY=1`).',
    why: 'Without the check an attacker on the network can impersonate the server, read tokens, and send a different model or data set. The usual reason is a proxy with its own certificate, which can be trusted instead.',
    fix: 'Leave the check on. For a private certificate authority pass its file: `verify="/path/ca.pem"`, `REQUESTS_CA_BUNDLE=/path/ca.pem`, `ssl.create_default_context(cafile=…)`.',
    references: [
      'https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification',
      'https://docs.python.org/3/library/ssl.html#ssl-security',
    ],
  },
  listen: {
    calls: [
      {
        callees: ['**'],
        triggers: ['verify', 'ssl=', 'ssl =', 'ssl_verify', 'cert_reqs', 'assert_hostname', 'ssl_check_hostname'],
        near,
        check: checkTlsArgument,
      },
      { callees: ['ssl._create_unverified_context', 'ssl._create_stdlib_context'], results: true, check: checkContext },
      {
        callees: [
          'urllib3.disable_warnings',
          'requests.packages.urllib3.disable_warnings',
          'urllib3.**.disable_warnings',
          'requests.urllib3.disable_warnings',
        ],
        check: checkWarnings,
      },
      { callees: ['**.setdefault', '**.putenv', '**.setenv'], triggers: ENVIRONMENT, check: checkTlsSetDefault },
      { callees: ['**.update', 'dict'], triggers: ENVIRONMENT, check: checkTlsKeywords },
    ],
    assignments: { triggers: SWITCHES, anyValue: true, near, check: checkTlsAssignment },
    dictItems: {
      triggers: [...ENVIRONMENT, 'cert_reqs', 'check_hostname', 'verify_ssl', 'ssl_verify', 'verify_certs'],
      anyValue: true,
      check: checkTlsItem,
    },
    commands: { check: checkTlsCommand },
    reads: { calls: CHECKED_OBJECTS },
  },
});

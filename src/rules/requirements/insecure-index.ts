import type { Thing } from '../../core/finding';
import type { Range } from '../../core/range';
import type { Requirement, RequirementOption } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { decideByForm } from '../../analysis/secrets/judgement';
import { isThisMachine, readUrl, passwordIn } from '../../analysis/addresses/index-urls';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { fromEnvironment, securedIndex, withCheck } from './indexes/index-fixes';
import { nameLengthOf, unnamed } from './indexes/index-options';

export default defineRule({
  id: 'insecure-index',
  severity: 'error',
  category: 'requirements',
  title: 'Insecure package index',
  cwe: 319,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: "Packages come over plain `http://` or `git://`, a host's certificate is not checked (`--trusted-host`, `verify_ssl = false`), or the URL of an index or repository contains a password or token. This machine (`localhost`) is not reported.",
    why: 'On an unencrypted or unchecked connection an attacker on the network can replace a package, and installing a package runs code. A password in a requirements file is readable by anyone with access to the repository, and stays in its history.',
    fix: "Use `https://`, and pass a private host's certificate authority with pip's `--cert` instead of trusting the host. Take credentials from a keyring (`--keyring-provider`), a `.netrc` or the environment, and revoke the ones that were written down. pip fills in `https://user:${INDEX_TOKEN}@host/simple` in a requirements file; uv reads `UV_INDEX_<NAME>_PASSWORD`, Poetry `POETRY_HTTP_BASIC_<NAME>_PASSWORD`. An image keeps what `ARG` and `ENV` hold: pass a token to a build with `RUN --mount=type=secret`.",
    references: [
      'https://pip.pypa.io/en/stable/topics/authentication/',
      'https://pip.pypa.io/en/stable/topics/https-certificates/',
    ],
  },
  listen: {
    requirements: { check: checkRequirement },
    requirementOptions: { check: checkOption },
    reads: INSTALLING,
  },
});

const URL_OPTIONS: ReadonlySet<string> = new Set([
  '--index-url',
  '--extra-index-url',
  '--find-links',
  '--index',
  '--default-index',
  '--explicit-index',
  '--channel',
  '--requirement',
  '--constraint',
]);

function checkRequirement(requirement: Requirement, context: RequirementsContext): void {
  const { reference, filled } = requirement;
  if (reference !== null) {
    const { text, range } = reference;
    // Only behind its host a variable is filled in.
    const written = filled ? (/^[\w+.-]+:\/\/[^/?#\s]*/.exec(text)?.[0] ?? '') : text;
    checkUrl(written, filled ? { start: range.start, end: range.start + written.length } : range, context);
  }
  for (const option of requirement.options) checkOption(option, context);
}

function checkOption(option: RequirementOption, context: RequirementsContext): void {
  if (option.value === null || option.valueRange === null) return;
  if (option.name === '--trusted-host' || option.name === '--allow-insecure-host') {
    if (isThisMachine(option.value.toLowerCase().replace(/:\d+$/, ''))) return;
    const fixes = withCheck(option, context);
    context.report({
      range: option.range,
      severity: 'warning',
      message: 'The certificate of this host is not checked: an attacker can replace packages.',
      fixes,
      // A place without a fix stays apart: the fix of the others would not mend it.
      ...(fixes.length > 0 && {
        thing: hostThing(`unchecked ${option.value}`, option.range, 'Its certificate is not checked here, either.'),
      }),
    });
  } else if (URL_OPTIONS.has(option.name)) {
    const start = option.valueRange.start + nameLengthOf(option.value);
    checkUrl(unnamed(option.value), { start, end: option.valueRange.end }, context, option);
  }
}

function checkUrl(text: string, range: Range, context: RequirementsContext, index?: RequirementOption): void {
  const url = readUrl(text, range);
  if (url === null) return;
  const secret = passwordIn(url) ?? tokenIn(text, range);
  if (secret !== null) {
    const written = text.slice(secret.start - range.start, secret.end - range.start);
    context.report({
      range: secret,
      severity: 'error',
      // A provider's key lets everybody in, whatever the file is for.
      everywhere: decideByForm(written).some(({ severity }) => severity === 'error'),
      message: 'This URL contains a password or token: revoke it.',
      detail: 'Everyone who can read this file can use it; take the new one from the environment or a keyring',
      fixes: fromEnvironment(url, secret, { range, index }, context),
      absorbs: ['hardcoded-secret'], // which also reads the manifests that are configuration or Python
    });
  }
  if (!/^(?:[a-z]+\+)?(?:http|git|ftp)$/.test(url.scheme) || isThisMachine(url.host)) return;
  context.report({
    range: url.schemeRange,
    severity: 'warning',
    message: 'Packages come over an unencrypted connection: an attacker can replace them.',
    fixes: securedIndex(url),
    thing: hostThing(`${url.scheme} ${url.host} ${url.hasPort}`, url.schemeRange, 'The same host is asked here, too.'),
  });
}

/** A token in the query or the path of an address: `?token=…`, `?sig=…`, `/t/…/`. */
function tokenIn(text: string, { start }: Range): Range | null {
  const found = decideByForm(text).find(({ format }) => format !== null && OF_ADDRESSES.has(format.id));
  return found === undefined ? null : { start: start + found.range.start, end: start + found.range.end };
}

const OF_ADDRESSES: ReadonlySet<string> = new Set(['url-query-key', 'azure-sas', 'conda-token']);

/** One host that is trusted in several places of a file is one decision, and one fix. */
const hostThing = (name: string, at: Range, here: string): Thing => ({ name: name.toLowerCase(), at, here, weight: 1 });

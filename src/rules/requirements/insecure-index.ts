import type { Fix } from '../../core/finding';
import type { Range } from '../../core/range';
import type { Requirement, RequirementOption } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { isLocalHost, readUrl, secretOf, type UrlParts } from '../../analysis/addresses/index-urls';
import { INSTALL_CALLS } from '../../analysis/commands/install-commands';
import { sourceText } from './pinning/pinning';

export default defineRule({
  id: 'insecure-index',
  severity: 'error',
  category: 'requirements',
  title: 'Insecure package index',
  cwe: 319,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'Packages come over plain `http://` or `git://`, the certificate of a host is not checked (`--trusted-host`), or the URL of an index or repository holds a password or token. This machine (`localhost`) is left alone.',
    why: 'On an unencrypted or unchecked connection anybody on the way can exchange a package, and installing it runs code. A password in a requirements file is read by everyone who can read the repository, and stays in its history.',
    fix: 'Use `https://`, and add the certificate authority of a private host to pip’s `--cert` rather than trusting the host. Take credentials from the environment (`https://user:${PIP_INDEX_TOKEN}@host/simple`) or from a keyring, and revoke the ones that were written down.',
    references: [
      'https://pip.pypa.io/en/stable/topics/authentication/',
      'https://pip.pypa.io/en/stable/topics/https-certificates/',
    ],
  },
  listen: {
    requirements: { check: checkRequirement },
    requirementOptions: { check: checkOption },
    calls: INSTALL_CALLS,
  },
});

const URL_OPTIONS: ReadonlySet<string> = new Set([
  '--index-url',
  '--extra-index-url',
  '--find-links',
  '--index',
  '--default-index',
  '--channel',
  '--requirement',
  '--constraint',
]);

function checkRequirement(requirement: Requirement, context: RequirementsContext): void {
  const { reference } = requirement;
  if (reference !== null) checkUrl(reference.text, reference.range, context);
  for (const option of requirement.options) checkOption(option, context);
}

function checkOption(option: RequirementOption, context: RequirementsContext): void {
  if (option.value === null || option.valueRange === null) return;
  if (option.name === '--trusted-host' || option.name === '--allow-insecure-host') {
    if (isLocalHost(option.value.toLowerCase().replace(/:\d+$/, ''))) return;
    context.report({
      range: option.range,
      severity: 'warning',
      message:
        'The certificate of this host is not checked, so anybody on the way can exchange the packages that come from it.',
      fixes: [
        {
          title: `Remove ${option.name}`,
          safety: 'unsafe',
          edits: [{ range: withItsBlanks(option.range, context), text: '' }],
        },
      ],
    });
  } else if (URL_OPTIONS.has(option.name)) {
    // uv writes a named index as name=url.
    const named = /^[A-Za-z0-9_.-]+=(?=[a-z]+:\/\/)/.exec(option.value)?.[0].length ?? 0;
    checkUrl(
      option.value.slice(named),
      { start: option.valueRange.start + named, end: option.valueRange.end },
      context,
    );
  }
}

function checkUrl(text: string, range: Range, context: RequirementsContext): void {
  const url = readUrl(text, range);
  if (url === null) return;
  const secret = secretOf(url);
  if (secret !== null) {
    context.report({
      range: secret,
      severity: 'error',
      message:
        'A password or token stands in this URL, where everyone who can read the file can use it; revoke it and take it from the environment.',
      fixes: fromEnvironment(secret, range, context),
    });
  }
  const plain = /^(?:[a-z]+\+)?(?:http|git|ftp)$/.test(url.scheme);
  if (!plain || isLocalHost(url.host)) return;
  const secure = secured(url);
  context.report({
    range: url.schemeRange,
    severity: 'warning',
    message: 'Packages come over an unencrypted connection here, so anybody on the way can exchange them.',
    fixes:
      secure === null
        ? []
        : [{ title: `Use ${secure}://`, safety: 'unsafe', edits: [{ range: url.schemeRange, text: secure }] }],
  });
}

/** `git+git` and `git+http` become `git+https`. FTP has no counterpart that pip reads. */
function secured({ scheme }: UrlParts): string | null {
  if (scheme.endsWith('ftp')) return null;
  return scheme.includes('+') ? scheme.replace(/\+.*/, '+https') : scheme === 'git' ? 'git+https' : 'https';
}

function fromEnvironment(secret: Range, url: Range, context: RequirementsContext): Fix[] {
  // In single quotes a shell would not expand the variable.
  if (context.facts.form === 'command' && sourceText(context.facts, { start: url.end, end: url.end + 1 }) === "'")
    return [];
  return [
    {
      title: 'Take the password from the environment variable PIP_INDEX_TOKEN',
      safety: 'unsafe',
      edits: [{ range: secret, text: '${PIP_INDEX_TOKEN}' }],
    },
  ];
}

/** An option with the blanks that separate it, or with its whole line when it is alone there. */
function withItsBlanks({ start, end }: Range, context: RequirementsContext): Range {
  const { text, offset = 0 } = context.facts;
  let from = start - offset;
  let to = end - offset;
  while (from > 0 && /[ \t]/.test(text[from - 1]!)) from--;
  const begins = from === 0 || /[\r\n]/.test(text[from - 1]!);
  if (begins) {
    while (/[ \t]/.test(text[to] ?? '')) to++;
    if (context.facts.form === 'file' && text[to] === '\r') to++;
    if (context.facts.form === 'file' && text[to] === '\n') to++;
  }
  return { start: from + offset, end: to + offset };
}

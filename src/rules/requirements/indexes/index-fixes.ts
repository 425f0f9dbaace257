import { shortened } from '../../../analysis/secrets/shortened';
import type { Fix } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { RequirementOption } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import type { UrlParts } from '../../../analysis/addresses/index-urls';
import { servesHttps } from '../../../analysis/addresses/addresses';
import { variableFor } from './index-variables';
import { sourceText } from '../pinning/pinning';

/** `git+git` and `git+http` become `git+https`. FTP has no counterpart that pip reads. */
export function securedIndex({ scheme, schemeRange, host, hasPort }: UrlParts): Fix[] {
  if (scheme.endsWith('ftp')) return [];
  const secure = scheme.includes('+') ? scheme.replace(/\+.*/, '+https') : scheme === 'git' ? 'git+https' : 'https';
  const safety = servesHttps(host) && !hasPort ? 'safe' : 'unsafe';
  return [{ title: `Use ${secure}://`, safety, edits: [{ range: schemeRange, text: secure }] }];
}

/** The secret of a URL is taken from the environment, which pip fills in; tools that do not have variables of their own for it. */
export function fromEnvironment(
  { userInfo, host }: UrlParts,
  secret: Range,
  url: { readonly range: Range; readonly index: RequirementOption | undefined },
  context: RequirementsContext,
): Fix[] {
  const { installer = context.facts.installer } = url.index ?? {};
  if (context.facts.form === 'manifest' && !EXPANDING.has(installer))
    return userInfo === null ? [] : withoutCredentials(userInfo.range, installer, url.index?.label);
  // In single quotes a shell would not expand the variable.
  if (
    context.facts.form === 'command' &&
    sourceText(context.facts, { start: url.range.end, end: url.range.end + 1 }) === "'"
  )
    return [];
  const { text, offset = 0 } = context.facts;
  // What an `ARG` or `ENV` above has is filled in by the builder, which knows only its own variables.
  if (secret.start < offset || secret.end > offset + text.length) return [];
  const name = variableFor(host, secret, context);
  if (name === null) return [];
  return [
    {
      title: `Read the password from ${shortened(name, 27)}`,
      safety: 'unsafe',
      edits: [{ range: secret, text: `\${${name}}` }],
    },
  ];
}

/** For tools that would hand the variable's name on as it is written: each has variables of its own for an index. */
function withoutCredentials(
  { start, end }: Range,
  installer: RequirementsContext['facts']['installer'],
  label: string | null | undefined,
): Fix[] {
  const name = label?.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  const prefix = installer === 'poetry' ? 'POETRY_HTTP_BASIC' : installer === 'uv' ? 'UV_INDEX' : null;
  const title = `Remove it, and set ${prefix}_${name}_PASSWORD`;
  return [
    {
      title: prefix === null || name === undefined || title.length > LONGEST_TITLE ? 'Remove the credentials' : title,
      safety: 'unsafe',
      edits: [{ range: { start, end: end + 1 }, text: '' }],
    },
  ];
}

/** Those that fill in variables of the environment in what a manifest says. */
const EXPANDING: ReadonlySet<RequirementsContext['facts']['installer']> = new Set(['pipenv', 'pdm', 'conda']);
/** Characters. */
const LONGEST_TITLE = 50;

/** Has the certificate of a host checked: takes out an option, or turns a setting of a manifest on. */
export function withCheck({ name, range, valueRange }: RequirementOption, context: RequirementsContext): Fix[] {
  if (context.facts.form !== 'manifest')
    return [{ title: `Remove ${name}`, safety: 'unsafe', edits: [{ range: withItsBlanks(range, context), text: '' }] }];
  return valueRange !== null && sourceText(context.facts, valueRange) === 'false'
    ? [{ title: 'Check the certificate', safety: 'unsafe', edits: [{ range: valueRange, text: 'true' }] }]
    : [];
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

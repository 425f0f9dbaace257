import type { Fix } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { RequirementOption } from '../../../core/requirement-facts';
import type { RequirementsContext } from '../../../core/rule';
import type { UrlParts } from '../../../analysis/addresses/index-urls';
import { servesHttps } from '../../../analysis/addresses/addresses';
import { sourceText } from '../pinning/pinning';

/** `git+git` and `git+http` become `git+https`. FTP has no counterpart that pip reads. */
export function securedIndex({ scheme, schemeRange, host, hasPort }: UrlParts): Fix[] {
  if (scheme.endsWith('ftp')) return [];
  const secure = scheme.includes('+') ? scheme.replace(/\+.*/, '+https') : scheme === 'git' ? 'git+https' : 'https';
  const safety = servesHttps(host) && !hasPort ? 'safe' : 'unsafe';
  return [{ title: `Use ${secure}://`, safety, edits: [{ range: schemeRange, text: secure }] }];
}

/** The secret of a URL is taken from the environment, which pip fills in. */
export function fromEnvironment(secret: Range, url: Range, context: RequirementsContext): Fix[] {
  // In single quotes a shell would not expand the variable.
  if (context.facts.form === 'command' && sourceText(context.facts, { start: url.end, end: url.end + 1 }) === "'")
    return [];
  return [
    {
      title: 'Read the password from PIP_INDEX_TOKEN',
      safety: 'unsafe',
      edits: [{ range: secret, text: '${PIP_INDEX_TOKEN}' }],
    },
  ];
}

/** Takes out an option that turns the check of a host off. */
export const withoutIndexOption = ({ name, range }: RequirementOption, context: RequirementsContext): Fix => ({
  title: `Remove ${name}`,
  safety: 'unsafe',
  edits: [{ range: withItsBlanks(range, context), text: '' }],
});

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

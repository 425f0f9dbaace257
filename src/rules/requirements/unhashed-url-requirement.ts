import { shortened } from '../../analysis/secrets/shortened';
import type { Fix } from '../../core/finding';
import type { DirectReference, Requirement } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { lockNameOf } from '../../readers/locks/index';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { sourceText } from './pinning/pinning';
import { isOwnRepository, ownProject } from '../../project/questions/own-project';
import { locksNear } from '../../project/questions/locks';

export default defineRule({
  id: 'unhashed-url-requirement',
  severity: 'warning',
  category: 'requirements',
  title: 'Archive URL without hash',
  cwe: 494,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A requirement is an archive or wheel at a URL without `#sha256=…` or `--hash`, so its content is not verified.',
    why: 'Whoever controls the server, or the storage bucket behind it, can replace the file. pip installs what it gets, and installing runs code.',
    fix: 'Add the SHA-256 of the file that you reviewed: `…-py3-none-any.whl#sha256=<64 digits>`. The quick fix takes it from the lock file if that has exactly this URL.',
    references: [
      'https://pip.pypa.io/en/stable/topics/secure-installs/',
      'https://packaging.python.org/en/latest/specifications/direct-url-data-structure/',
    ],
  },
  listen: { requirements: { check }, reads: INSTALLING },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const { reference } = requirement;
  if (reference?.kind !== 'url' || requirement.dynamic || requirement.hashes.length > 0) return;
  const { fragment } = reference;
  if (
    ['sha256', 'sha384', 'sha512'].some((algorithm) => fragment[algorithm] !== undefined && fragment[algorithm] !== '')
  )
    return;
  if (isOwn(requirement, reference.text, context)) return;
  const subject = requirement.name === null ? 'This archive' : shortened(requirement.name);
  const weak = fragment.md5 !== undefined || fragment.sha1 !== undefined;
  const fix = addHash(reference, context);
  context.report({
    range: reference.range,
    message: weak
      ? `${subject} is checked with MD5 or SHA-1 only, which can be forged.`
      : `${subject} is installed from a URL without a hash.`,
    fixes: fix === null ? [] : [fix],
  });
}

/** What the project itself releases: at its own repository, or under its own name. */
const isOwn = ({ normalizedName }: Requirement, address: string, { project }: RequirementsContext): boolean =>
  isOwnRepository(address, project) ||
  (normalizedName !== null && project.ask(ownProject)?.distributions.includes(normalizedName) === true);

function addHash(reference: DirectReference, context: RequirementsContext): Fix | null {
  const url = withoutFragment(reference.text);
  for (const lock of context.project.ask(locksNear) ?? []) {
    const item = lock.packages.find((candidate) => candidate.url !== null && withoutFragment(candidate.url) === url);
    const digests = item?.hashes.filter((hash) => hash.startsWith('sha256:')) ?? [];
    if (digests.length !== 1) continue;
    const separator = reference.text.includes('#') ? '&' : '#';
    // On a command line an unquoted & would end the command.
    if (
      separator === '&' &&
      context.facts.form === 'command' &&
      !/["']/.test(sourceText(context.facts, { start: reference.range.end, end: reference.range.end + 1 }))
    )
      return null;
    const at = reference.range.end;
    return {
      title: `Add the SHA-256 from ${shortened(lockNameOf(lock), 26)}`,
      safety: lock.kind === 'environment' ? 'unsafe' : 'safe',
      edits: [{ range: { start: at, end: at }, text: `${separator}sha256=${digests[0]!.slice('sha256:'.length)}` }],
    };
  }
  return null;
}

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '');

import type { MappedText } from '../../core/mapped-text';
import type { Specifier } from '../../core/requirement-facts';
import { readVersions } from '../manifests/versions';
import { normalizeName, type ReadRequirement } from './requirements-grammar';

const AT = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(\[[\w.,\s-]*\])?@(?=[\d^~<>=!*]|latest$)(.*)$/s;

/**
 * `name@1.2`, as uv's tools and Poetry take a version: one of uv, a constraint of Poetry; `name@latest` asks for none. Null for anything
 * else, `name@https://…` too. Sources: uv, Using tools, Requesting specific versions; Poetry, Commands, add.
 */
export function readAtVersion(word: MappedText, tool: 'uv' | 'poetry'): ReadRequirement | null {
  const [, name, extras = '', written] = AT.exec(word.text) ?? [];
  if (name === undefined || written === undefined) return null;
  const extrasEnd = name.length + extras.length;
  const versionRange = word.range(extrasEnd + 1);
  const exact: Specifier = { operator: '==', version: written, range: word.range(extrasEnd), versionRange };
  const specifiers =
    written === 'latest' ? [] : tool === 'uv' ? [exact] : readVersions(word.slice(extrasEnd + 1), 'poetry');
  return {
    name,
    nameRange: word.range(0, name.length),
    normalizedName: normalizeName(name),
    extras: extras
      .slice(1, -1)
      .split(',')
      .map((extra) => extra.trim())
      .filter((extra) => extra !== ''),
    extrasRange: extras === '' ? null : word.range(name.length, extrasEnd),
    specifiers,
    specifierRange: word.range(extrasEnd),
    marker: null,
    reference: null,
  };
}

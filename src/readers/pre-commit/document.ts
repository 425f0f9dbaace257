import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import type { MappedText } from '../../core/mapped-text';
import { ManifestEntries } from '../manifests/entries';
import { manifestKind } from '../manifests/document';
import { scalarText } from '../config/yaml-scalar';
import { readRequirement } from '../requirements/requirements-grammar';

/** `eslint@8.56.0`, `@scope/name`: hooks of other languages ask for packages of theirs. */
const OF_ANOTHER_LANGUAGE = /^@|^[\w./-]+@[\w.^~<>=*-]+$|^[\w.-]+:[\w.-]/;

/** What hooks ask for beside themselves. Source: pre-commit, Plugins, `additional_dependencies`. */
export const preCommit = manifestKind({
  kind: 'pre-commit',
  names: [/^\.pre-commit-config\.ya?ml$/],
  globs: ['.pre-commit-config.{yaml,yml}'],
  suffix: '.yaml',
  format: 'yaml',
  read(text, path, roots) {
    const out = new ManifestEntries(path, text, 'pip');
    for (const hook of roots
      .flatMap((root) => itemsIn(root, 'repos'))
      .flatMap((repository) => itemsIn(repository, 'hooks'))) {
      const id = isMap(hook) ? hook.get('id') : null;
      const group = typeof id === 'string' ? id : null;
      for (const item of itemsIn(hook, 'additional_dependencies')) {
        const written = textOf(item, text);
        if (written === null || OF_ANOTHER_LANGUAGE.test(written.text)) continue;
        // What is no requirement of Python may be one of another language: only the hook knows.
        if (typeof readRequirement(written) === 'string') continue;
        out.addRequirement(written, { name: 'additional_dependencies', group, use: 'development' });
      }
    }
    return { facts: out.isEmpty ? [] : [out.facts()], notes: out.notes };
  },
});

function itemsIn(map: unknown, key: string): readonly unknown[] {
  const list = isMap(map) ? map.get(key, true) : null;
  return isSeq(list) ? list.items : [];
}

const textOf = (node: unknown, text: string): MappedText | null =>
  isScalar(node) && typeof node.value === 'string' ? (scalarText(node as Scalar, text)?.text.trim() ?? null) : null;

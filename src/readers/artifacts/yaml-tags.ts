import { isNode, visit, type Document } from 'yaml';

/** Tags of PyYAML that make objects of Python. */
const TAG = /!!?python\/[\w/.:]{1,100}|tag:yaml\.org,2002:python\/[\w/.:]{1,100}/g;

/** Tags of Python in a document, as they are written or as a `%TAG` has them mean it. */
export function pythonTags(
  document: Document.Parsed,
  text: string,
): readonly { readonly tag: string; readonly at: number | null }[] {
  const found = [...text.matchAll(TAG)].map(({ 0: tag, index }) => ({ tag, at: index as number | null }));
  if (!text.includes('%TAG')) return found;
  visit(document, {
    Node(_, node) {
      const tag = isNode(node) && 'tag' in node ? node.tag : undefined;
      if (typeof tag === 'string' && tag.includes('python/')) found.push({ tag, at: node.range?.[0] ?? null });
    },
  });
  return found;
}

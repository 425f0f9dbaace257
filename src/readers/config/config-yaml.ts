import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type ParsedNode, type Scalar } from 'yaml';
import { rangeOf, type Range } from '../../core/range';
import { linesOf, withoutQuotes, type ConfigCollector } from './config-collector';
import { isParsableYaml } from '../yaml/parsable';
import { hasTemplate, MASK, masked } from '../tree/holes';
import { readIni } from './config-ini';

const DEEPEST = 64;
/** Reads YAML 1.2, several documents. Anchored values are read where they are written, and aliases are not followed. */
export function readYaml(text: string, collector: ConfigCollector): void {
  for (const { start, end } of linesOf(text)) {
    const hash = /(?:^|\s)#/.exec(text.slice(start, end));
    if (hash !== null) collector.addComment(start + hash.index + hash[0].length - 1, end);
  }
  if (!isParsableYaml(text)) {
    collector.say('the YAML is too large or nested too deeply to parse; it is read line by line');
    readIni(text, collector);
    return;
  }
  const { documents, parsed } = documentsIn(text);
  if (documents.some((document) => document.errors.length > 0))
    collector.say('the YAML has errors; what can be read is read');
  collector.roots = documents.map(({ contents }) => contents);
  collector.parsed = parsed;
  for (const document of documents) addNode(document.contents as ParsedNode | null, [], null, text, collector);
}

type YamlDocuments = readonly { readonly contents: unknown; readonly errors: readonly unknown[] }[];

/** The documents of a text. One that a template has holes in is parsed with masks, where it cannot be parsed as it stands. */
function documentsIn(text: string): { readonly documents: YamlDocuments; readonly parsed: string } {
  const documents = parsedDocuments(text);
  if (!documents.some(({ errors }) => errors.length > 0) || !hasTemplate(text)) return { documents, parsed: text };
  const parsed = masked(text);
  return { documents: parsedDocuments(parsed), parsed };
}

function parsedDocuments(text: string): YamlDocuments {
  const documents = parseAllDocuments(text, {
    keepSourceTokens: false,
    logLevel: 'silent',
    prettyErrors: false,
    uniqueKeys: false,
    strict: false,
    version: '1.2',
    merge: false,
    stringKeys: false,
  });
  return Array.isArray(documents) ? documents : [];
}

function addNode(
  node: unknown,
  keys: readonly string[],
  keyRange: Range | null,
  text: string,
  collector: ConfigCollector,
): void {
  if (collector.full || keys.length > DEEPEST || isAlias(node)) return;
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      addNode(
        value,
        [...keys, name],
        isScalar(key) ? withoutQuotes(text, spanOf(key as Scalar, text)) : null,
        text,
        collector,
      );
    }
  } else if (isSeq(node)) {
    node.items.forEach((item, index) => addNode(item, [...keys, String(index)], keyRange, text, collector));
  } else if (isScalar(node) && node.value !== null) {
    const literal = spanOf(node as Scalar, text);
    const written = typeof node.value === 'string' ? node.value : text.slice(literal.start, literal.end);
    // Of a masked text what stands there counts.
    const value = written.includes(MASK) ? text.slice(literal.start, literal.end) : written;
    collector.add(keys, value, keyRange, withoutQuotes(text, literal), literal);
  }
}

/** A scalar's own characters; for a block scalar, its content with the `|` header. */
function spanOf(node: Scalar, text: string): Range {
  const [start, end] = node.range ?? [0, 0];
  return rangeOf(Math.min(start, text.length), Math.min(Math.max(start, end), text.length));
}

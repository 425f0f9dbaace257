import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import { rangeOf, type Range } from '../../core/range';
import type { ConfigCollector } from './config-collector';
import { readIni } from './config-ini';
import { nestsTooDeep } from '../toml/depth';

/** Reads TOML 1.0. A broken file is read line by line instead, as INI is: the two agree on `key = "value"` and `[table]`. */
export function readToml(text: string, collector: ConfigCollector): void {
  if (nestsTooDeep(text)) {
    collector.say('values are nested too deeply; the file is read line by line');
    readIni(text, collector);
    return;
  }
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    collector.say(`the TOML has an error in line ${error.lineNumber}; it is read line by line`);
    readIni(text, collector);
    return;
  }
  for (const comment of program.comments) collector.addComment(comment.range[0], comment.range[1]);
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') addPair(node, [], text, collector);
    else for (const pair of node.body) addPair(pair, node.resolvedKey.map(String), text, collector);
  }
}

function addPair(pair: AST.TOMLKeyValue, above: readonly string[], text: string, collector: ConfigCollector): void {
  const keys = [...above, ...pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))];
  addValue(pair.value, keys, rangeOf(pair.key.range[0], pair.key.range[1]), text, collector);
}

function addValue(
  node: AST.TOMLContentNode,
  keys: readonly string[],
  keyRange: Range,
  text: string,
  collector: ConfigCollector,
): void {
  if (collector.full) return;
  if (node.type === 'TOMLArray') {
    node.elements.forEach((element, index) => addValue(element, [...keys, String(index)], keyRange, text, collector));
  } else if (node.type === 'TOMLInlineTable') {
    for (const pair of node.body) addPair(pair, keys, text, collector);
  } else {
    const literal = rangeOf(node.range[0], node.range[1]);
    const quotes =
      node.kind === 'string'
        ? (/^("""|'''|"|')/.exec(text.slice(literal.start, literal.start + 3))?.[0].length ?? 0)
        : 0;
    const inner = rangeOf(literal.start + quotes, Math.max(literal.start + quotes, literal.end - quotes));
    collector.add(
      keys,
      node.kind === 'string' ? node.value : text.slice(literal.start, literal.end),
      keyRange,
      inner,
      literal,
    );
  }
}

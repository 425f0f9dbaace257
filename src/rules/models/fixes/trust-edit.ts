import { shortened } from '../../../analysis/secrets/shortened';
import { parseTOML, type AST } from 'toml-eslint-parser';
import type { Edit, Fix } from '../../../core/finding';
import { rangeOf } from '../../../core/range';
import type { Context } from '../../../core/rule';
import { fileText } from '../../../project/questions/file-text';

const KEY = 'trusted-publishers';

/** A fix that adds a publisher to the configuration in force, or makes `touchstone.toml`; null when the file is not one that can be edited safely. */
export function trustPublisherFix(context: Context, publisher: string): Fix | null {
  const file = configurationOf(context);
  const edit = file === null ? null : addPublisher(file.path, file.text, publisher);
  return (
    edit && {
      title: `Trust ${shortened(publisher, 24)} in ${shortened(edit.path, 16)}`,
      safety: 'unsafe',
      edits: [edit],
    }
  );
}

/** The file that the policy came from, else the one at the root, else a new one. */
function configurationOf(context: Context): { path: string; text: string | null } | null {
  const { project, policy } = context;
  const source = policy.source;
  if (
    source !== null &&
    /(?:^|\/)(?:touchstone|pyproject)\.toml$/.test(source) &&
    !/^(?:\/|[A-Za-z]:|\.\.\/)/.test(source)
  ) {
    const text = project.ask(fileText, source);
    return typeof text === 'string' ? { path: source, text } : null;
  }
  const own = project.ask(fileText, 'touchstone.toml');
  if (own === undefined) return null;
  if (own !== null) return { path: 'touchstone.toml', text: own };
  const shared = project.ask(fileText, 'pyproject.toml');
  if (shared === undefined) return null;
  return shared !== null && /^\s*\[\s*tool\s*\.\s*touchstone\s*\]/m.test(shared)
    ? { path: 'pyproject.toml', text: shared }
    : { path: 'touchstone.toml', text: null };
}

/** The edit that adds a publisher to a configuration's text; everything else stays byte for byte. Null for broken TOML or an unusual shape. */
export function addPublisher(path: string, text: string | null, publisher: string): (Edit & { path: string }) | null {
  const quoted = JSON.stringify(publisher);
  if (text === null) return { path, range: rangeOf(0, 0), text: `${KEY} = [${quoted}]\n` };
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let top: AST.TOMLTopLevelTable;
  try {
    top = parseTOML(text).body[0];
  } catch {
    return null; // broken TOML: the configuration reader says so, and an edit could make it worse
  }
  const nested = path.endsWith('pyproject.toml');
  const table = nested
    ? top.body.find(
        (node): node is AST.TOMLTable =>
          node.type === 'TOMLTable' && node.kind === 'standard' && node.resolvedKey.join('.') === 'tool.touchstone',
      )
    : top;
  if (!table) return null;
  const pairs = (table.body as readonly AST.TOMLNode[]).filter(
    (node): node is AST.TOMLKeyValue => node.type === 'TOMLKeyValue',
  );
  const present = pairs.find((pair) => pair.key.keys.length === 1 && nameOfKey(pair.key.keys[0]!) === KEY);
  if (present) return present.value.type === 'TOMLArray' ? extend(path, text, present.value, quoted, publisher) : null;
  const line = `${KEY} = [${quoted}]${newline}`;
  const last = pairs[pairs.length - 1];
  if (last) return insertLine(path, text, endOfLine(text, last.range[1]), line, newline);
  if (table.type === 'TOMLTable')
    return insertLine(path, text, endOfLine(text, text.indexOf(']', table.key.range[1])), line, newline);
  return { path, range: rangeOf(0, 0), text: line };
}

function extend(
  path: string,
  text: string,
  array: AST.TOMLArray,
  quoted: string,
  publisher: string,
): (Edit & { path: string }) | null {
  if (array.elements.some((element) => element.type === 'TOMLValue' && element.value === publisher)) return null;
  const last = array.elements[array.elements.length - 1];
  if (!last) return { path, range: rangeOf(array.range[0] + 1, array.range[0] + 1), text: quoted };
  const at = last.range[1];
  const before = text.slice(text.lastIndexOf('\n', last.range[0] - 1) + 1, last.range[0]);
  // One element a line: the new one goes on a line of its own, as deep as the last.
  const separator =
    /^\s*$/.test(before) && last.range[0] > array.range[0] && text.slice(array.range[0], last.range[0]).includes('\n')
      ? `,${text.includes('\r\n') ? '\r\n' : '\n'}${before}`
      : ', ';
  return { path, range: rangeOf(at, at), text: `${separator}${quoted}` };
}

function insertLine(path: string, text: string, at: number, line: string, newline: string): Edit & { path: string } {
  return {
    path,
    range: rangeOf(at, at),
    text: at > 0 && text[at - 1] !== '\n' ? newline + line.slice(0, -newline.length) : line,
  };
}

/** Offset after the line break that ends the line of `at`, or the end of the text. */
function endOfLine(text: string, at: number): number {
  const stop = text.indexOf('\n', at);
  return stop < 0 ? text.length : stop + 1;
}

const nameOfKey = (key: AST.TOMLBare | AST.TOMLQuoted): string => (key.type === 'TOMLBare' ? key.name : key.value);

import type { MappedText } from '../../core/mapped-text';
import { rewritten } from './rewriting';

const LANGUAGE = new RegExp(
  [
    String.raw`(?<comment><#(?:[^#]|#(?!>))*(?:#>|$(?![^]))|(?<![^\s;{}()])#[^\n]*)`,
    String.raw`(?<here>@(?<quote>["'])[ \t]{0,80}\r?\n(?:(?!\n\k<quote>@)[^])*(?:\n\k<quote>@|$(?![^])))`,
    String.raw`(?<literal>'(?:[^'\n]|'')*')`,
    String.raw`(?<continued>${'`'}[ \t]{0,80}\r?\n)`,
    String.raw`(?<escaped>${'`'}[^\r\n])`,
    String.raw`(?<variable>\$(?:\{[^{}\n]{1,200}\}|(?:\w{1,40}:)?\w{1,100}))`,
    String.raw`(?<call>(?<=^[ \t]{0,80})[&.](?=[ \t]))`,
    String.raw`(?<block>[{}])`,
    String.raw`(?<path>\\)`,
  ].join('|'),
  'gm',
);

/**
 * A PowerShell script as a POSIX shell would read its commands: comments and here-strings go, a backquote continues a line, blocks
 * are commands of their own, `$env:NAME` is a variable. Source: about_Parsing, about_Quoting_Rules (learn.microsoft.com).
 */
export const powershellAsPosixShell = (text: string): MappedText =>
  rewritten(text, LANGUAGE, (found, { comment, here, literal, continued, escaped, variable, call, block }) => {
    if (comment !== undefined || here !== undefined) return found.replace(/[^\r\n]/g, ' ');
    if (continued !== undefined) return ' '.repeat(found.length);
    if (literal !== undefined) return found.replaceAll('\\', '/');
    if (escaped !== undefined) return `\\${found[1]!}`;
    if (variable !== undefined) return `$${found.slice(1).replace(/[^\w{}]/g, '_')}`;
    if (call !== undefined) return ' ';
    return block === undefined ? '/' : ';';
  });

import type { MappedText } from '../../core/mapped-text';
import { rewritten } from './rewriting';

const LANGUAGE = new RegExp(
  [
    String.raw`(?<comment>(?<=^[ \t]{0,80}|[&(][ \t]{0,8})@?(?:rem(?=[ \t\r\n]|$)|::)[^\n]*)`,
    String.raw`(?<continued>\^[ \t]{0,80}\r?\n)`,
    String.raw`(?<escaped>\^[^\r\n])`,
    String.raw`(?<variable>%%?~?[\w~:$]{0,20}[A-Za-z](?=[\s"'\\/.,;)]|$)|%[^%\s"']{1,100}%|%~?\w{0,20}\d|%\*|![A-Za-z_]\w{0,100}!)`,
    String.raw`(?<prefix>(?<=^[ \t]{0,80}|[&|(][ \t]{0,8})(?:@|(?:call|start)(?=[ \t])))`,
    String.raw`(?<path>\\)`,
  ].join('|'),
  'gim',
);

/**
 * A batch file as a POSIX shell would read its commands: `rem` and `::` go, a caret continues a line and escapes, `%NAME%`, `!NAME!`,
 * `%1` and `%%i` are values that nobody knows. Source: the Windows commands reference, cmd (learn.microsoft.com).
 */
export const batchAsPosixShell = (text: string): MappedText =>
  rewritten(text, LANGUAGE, (found, { comment, continued, escaped, variable, prefix }) => {
    if (comment !== undefined) return found.replace(/[^\r\n]/g, ' ');
    if (continued !== undefined || prefix !== undefined) return ' '.repeat(found.length);
    if (escaped !== undefined) return `\\${found[1]!}`;
    return variable === undefined ? '/' : `{${found.slice(1, -1).replace(/\W/g, '_')}}`;
  });

import { MappedText } from '../../core/mapped-text';
import { textPart } from '../embedded';
import { placeInText } from '../placement';
import { NOTHING, type DocumentKind, type Part } from '../reading';
import { installsIn } from '../requirements/requirements';
import { batchAsPosixShell } from './batch';
import { powershellAsPosixShell } from './powershell';
import { runFromWeb } from './run-from-web';

/** A PowerShell script: what it installs, what it runs from the web, and keys. */
export const powershell: DocumentKind = windowsShell(
  'powershell',
  /\.(?:ps1|psm1)$/,
  '*.{ps1,psm1}',
  ['powershell'],
  '.ps1',
  powershellAsPosixShell,
);

/** A batch file of Windows: what it installs, what it runs from the web, and keys. */
export const batch: DocumentKind = windowsShell(
  'batch',
  /\.(?:bat|cmd)$/,
  '*.{bat,cmd}',
  ['bat'],
  '.bat',
  batchAsPosixShell,
);

function windowsShell(
  kind: string,
  name: RegExp,
  glob: string,
  languages: readonly string[],
  suffix: string,
  asShell: (text: string) => MappedText,
): DocumentKind {
  return {
    kind,
    names: [name],
    globs: [glob],
    languages,
    suffix,
    input: 'text',
    times: 1,
    inventoried: false,
    read(input) {
      if (input.kind !== 'text') return NOTHING;
      const { path, text } = input;
      const placement = placeInText(path, text);
      const keys = textPart({ path, text: MappedText.of(text), host: { placement, text } });
      const installs = installsIn(asShell(text), path).map((facts): Part => ({
        placement,
        text,
        comments: keys.comments,
        facts: () => facts,
      }));
      const run = runFromWeb(text, asShell);
      const runs: Part[] = run ? [{ placement, text, comments: keys.comments, facts: () => run }] : [];
      return { parts: [keys, ...installs, ...runs], notes: [] };
    },
  };
}

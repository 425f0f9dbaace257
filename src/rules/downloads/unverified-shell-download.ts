import { shortened } from '../../analysis/secrets/shortened';
import { defineRule, type CommandContext } from '../../core/rule';
import { dottedHostOf } from '../../analysis/addresses/fetched-urls';
import { fetchOf, type FetchedUrl } from '../../analysis/commands/fetches';
import { isRunAtOnce } from '../../analysis/commands/interpreters';
import { isCheck, runnerOf, stepsAfter } from '../../analysis/commands/later-steps';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { expanded } from '../../analysis/commands/variables';
import {
  holdsData,
  isDigested,
  isImportedBelow,
  isInstaller,
  isOfNoConcern,
  kindOf,
  fileNameOf,
} from './shell/fetched-files';

export default defineRule({
  id: 'unverified-shell-download',
  severity: 'warning',
  category: 'downloads',
  title: 'Unverified download in a shell command',
  cwe: 494,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010'],
  docs: {
    what: "A shell command downloads weights, an archive or a program, and nothing in the same script or notebook checks the file's digest or signature. Data files are not reported. It is more severe if the script then runs the file.",
    why: 'What a URL delivers can change from one day to the next, on purpose or through a break-in. Pickle-based weights, archives with code, and scripts run with your permissions.',
    fix: 'Record the expected digest once and check it after the download: `echo "<sha256>  model.pt" | sha256sum -c -`. Or download from a URL that names a commit. There is no quick fix: a digest of today\'s file proves nothing; it must come from the publisher or from someone who reviewed the file.',
    references: ['https://www.gnu.org/software/coreutils/manual/html_node/cksum-common-options.html'],
  },
  listen: listenToShell(check, ['digest', 'sha', 'md5', 'checksum']),
});

function check(step: ShellStep, context: CommandContext): void {
  const { facts } = context;
  const fetch = fetchOf(step.command, facts);
  if (fetch === null || isRunAtOnce(step, facts) || step.command.words.some(({ text }) => /^--checksum=/.test(text)))
    return;
  if (fetch.toOutput && step.outer !== null) return;
  const after = stepsAfter(step, facts);
  if (after.some(isCheck) || isDigested(step, context)) return;
  for (const url of fetch.urls)
    judge(
      url,
      fetch.output !== null && fetch.urls.length === 1
        ? expanded({ ...url.word, text: fetch.output, literal: false }, facts)
        : null,
      after,
      context,
    );
}

function judge(
  { word, url }: FetchedUrl,
  output: string | null,
  after: readonly ShellStep[],
  context: CommandContext,
): void {
  if (isOfNoConcern(url)) return;
  const host = dottedHostOf(url)!;
  const path = url.replace(/[?#].*$/, '');
  const fetched = fileNameOf(path);
  const name = [fetched, fileNameOf(output ?? '')].find((text) => kindOf(text) !== null);
  if (name === undefined || /[${]/.test(name)) return;
  const kind = kindOf(name)!;
  const runs =
    (kind === 'program' && runnerOf(output ?? fetched, after, context.facts) !== null) ||
    isImportedBelow(fileNameOf(output ?? fetched), word.range, context.facts);
  if (runs)
    return context.report({
      range: word.range,
      severity: isInstaller(fetched, host) ? 'info' : 'warning',
      message: `${shortened(name)} from ${shortened(host, 30)} is run without checking its hash.`,
    });
  if (kind === 'archive' && holdsData(url)) return;
  context.report({
    range: word.range,
    severity: 'info',
    message: `${shortened(name)} is downloaded without checking its hash.`,
    detail: `${HARM[kind]} would go unnoticed`,
  });
}

const HARM = {
  weights: 'Manipulated weights',
  archive: 'An archive with other files',
  program: 'Other code',
} as const;

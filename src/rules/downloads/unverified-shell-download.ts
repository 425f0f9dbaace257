import { defineRule, type PythonContext } from '../../core/rule';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { expanded } from '../../analysis/commands/variables';
import { dottedHostOf, isLocal, isPinnedUrl, isPlainHttp, isPrivate } from '../../analysis/addresses/fetched-urls';
import { fetchOf, type FetchedUrl } from '../../analysis/commands/fetches';
import { isCheck, runnerOf, stepsAfter } from '../../analysis/commands/later-steps';
import { isRunAtOnce } from '../../analysis/commands/interpreters';

export default defineRule({
  id: 'unverified-shell-download',
  severity: 'warning',
  category: 'downloads',
  title: 'Unverified download in a shell command',
  cwe: 494,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A shell command downloads weights, an archive or a program, and nothing in the same script or notebook compares the file with a digest or a signature. Data files are left alone. It counts more when the script then runs the file.',
    why: 'What an address delivers can change from one day to the next, by intent or by a break-in. Weights in pickle-based formats, archives with code and scripts run with all rights of the user.',
    fix: 'Write the expected digest down once and check it after the download: `echo "<sha256>  model.pt" | sha256sum -c -`. Or fetch from an address that names a commit.',
    references: [
      'https://www.gnu.org/software/coreutils/manual/html_node/cksum-common-options.html',
      'https://cwe.mitre.org/data/definitions/494.html',
    ],
  },
  listen: listenToShell(check, ['digest', 'sha', 'md5', 'checksum']),
});

const WEIGHTS = /\.(?:pt|pth|bin|ckpt|pkl|pickle|joblib|h5|hdf5|pdparams|params|mar|nemo)$/i;
const PROGRAM = /\.(?:py|sh|bash|whl|run|deb|rpm|exe|so|jar|AppImage)$/i;
const ARCHIVE = /\.(?:tar|tgz|tar\.(?:gz|bz2|xz|zst)|zip|7z)$/i;
/** What the name of an archive says that holds data. */
const DATA =
  /data|corpus|corpora|images?|train|valid|test|annot|coco|imagenet|cifar|mnist|glove|wiki|squad|voc|csv|json|audio|video|speech|text|labels?|sample|movie|review|kaggle|bench|flower|photos|dogs?\b|cats?\b/i;

function check(step: ShellStep, context: PythonContext): void {
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
  context: PythonContext,
): void {
  const path = url.replace(/[?#].*$/, '');
  const fetched = path.slice(path.lastIndexOf('/') + 1);
  const host = dottedHostOf(url);
  // Plain HTTP and the hub have rules of their own.
  if (
    host === null ||
    isLocal(url) ||
    isPrivate(url) ||
    isPlainHttp(url) ||
    isPinnedUrl(url) ||
    /^(?:huggingface\.co|hf\.co)$/.test(host)
  )
    return;
  const name = [fetched, output?.slice(output.lastIndexOf('/') + 1) ?? ''].find(
    (text) => WEIGHTS.test(text) || PROGRAM.test(text) || ARCHIVE.test(text),
  );
  if (name === undefined || /[${]/.test(name)) return;
  const module = /^(\w+)\.py$/.exec((output ?? fetched).replace(/^.*\//, ''))?.[1];
  const runner = PROGRAM.test(name) ? runnerOf(output ?? fetched, after, context.facts) : null;
  if (
    runner ||
    (module !== undefined &&
      context.facts.imports.some((item) => item.module === module && item.range.start > word.range.end))
  ) {
    const installer =
      /^(?:Mini(?:conda|forge|mamba)|Mambaforge|Anaconda|get-pip|ez_setup)/i.test(fetched) ||
      /^repo\.anaconda\.com$/.test(host);
    context.report({
      range: word.range,
      severity: installer ? 'info' : 'warning',
      message: `${name} comes from ${host} and is run without a look at its digest, so whoever controls that address decides what runs here.`,
    });
    return;
  }
  if (ARCHIVE.test(name) && DATA.test(url)) return;
  const what = WEIGHTS.test(name)
    ? 'manipulated weights'
    : ARCHIVE.test(name)
      ? 'an archive with other files'
      : 'other code';
  context.report({
    range: word.range,
    severity: 'info',
    message: `${name} is not compared with a digest after the download, so ${what} would go unnoticed.`,
  });
}

/** Python of the same scope works out a digest. */
function isDigested({ call, unit }: ShellStep, context: PythonContext): boolean {
  return context.facts.calls.some(
    (other) =>
      (call === null || other.scope === call.scope) &&
      other.range.start >= unit.end &&
      /(?:hexdigest|compare_digest|file_digest|sha\d+|md5|verify\w*(?:hash|sha|checksum))$/i.test(other.callee),
  );
}

import type { CommandedFacts } from '../../core/command-facts';
import type { ShellCommand } from '../../readers/shell/shell-command';
import { fetchOf } from './fetches';

/** Commands that copy from a store or another machine: what stands before the source. */
const COPIES: Readonly<Record<string, RegExp>> = {
  aws: /^s3 (?:cp|sync|mv)$/,
  gsutil: /^(?:-m )?(?:cp|rsync|mv)$/,
  gcloud: /^storage (?:cp|rsync)$/,
  azcopy: /^(?:copy|cp|sync)$/,
  scp: /^$/,
};

/** The files that a command brings from the network, as far as it names them: `-O model.pt`, the last name of an address. */
export function commandFiles(command: ShellCommand, facts: CommandedFacts): readonly string[] {
  const fetch = fetchOf(command, facts);
  if (fetch === null) return copiedFile(command);
  if (fetch.urls.length === 0 || fetch.toOutput) return [];
  if (fetch.output !== null) return [fetch.output];
  const folder = folderOf(command);
  return fetch.urls.flatMap(({ url }) => {
    const name = lastPart(url.replace(/[?#].*$/, ''));
    return name === '' ? [] : [folder === null ? name : `${folder}/${name}`];
  });
}

function copiedFile({ name, words }: ShellCommand): readonly string[] {
  const verbs = Object.hasOwn(COPIES, name) ? COPIES[name] : undefined;
  const texts = words.slice(1).map(({ text }) => text);
  const from = texts.findIndex((text) => /^\w+:\/\/|^[\w.-]+(?:@[\w.-]+)?:/.test(text));
  if (
    !verbs ||
    from < 0 ||
    !verbs.test(
      texts
        .slice(0, from)
        .filter((text) => !text.startsWith('--'))
        .join(' '),
    )
  )
    return [];
  const to = texts.slice(from + 1).find((text) => !text.startsWith('-'));
  if (to === undefined) return [];
  return /(?:^|\/)\.?$/.test(to) ? [`${to.replace(/\.?\/?$/, '')}/${lastPart(texts[from]!)}`] : [to];
}

/** The folder that a tool is told to put files into: `wget -P data`. */
function folderOf({ words }: ShellCommand): string | null {
  const at = words.findIndex(({ text }) => /^(?:-P|--directory-prefix|--output-dir|-d|--dir)$/.test(text));
  if (at >= 0) return words[at + 1]?.text.replace(/\/$/, '') ?? null;
  const joined = words.flatMap(
    ({ text }) => /^(?:-P|--(?:directory-prefix|output-dir|dir)=)(.+)$/.exec(text)?.[1] ?? [],
  );
  return joined[0]?.replace(/\/$/, '') ?? null;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

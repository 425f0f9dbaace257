import type { CommandedFacts } from '../../../core/command-facts';
import type { Range } from '../../../core/range';
import type { CommandContext } from '../../../core/rule';
import { dottedHostOf, isLocal, isPinnedUrl, isPlainHttp, isPrivate } from '../../../analysis/addresses/fetched-urls';
import type { ShellStep } from '../../../analysis/commands/steps';

/** What a file that a command fetches is, where an exchange of it matters. */
export type ShellFile = 'weights' | 'program' | 'archive';

const WEIGHTS = /\.(?:pt|pth|bin|ckpt|pkl|pickle|joblib|h5|hdf5|pdparams|params|mar|nemo)$/i;
const PROGRAM = /\.(?:py|sh|bash|whl|run|deb|rpm|exe|so|jar|AppImage)$/i;
const ARCHIVE = /\.(?:tar|tgz|tar\.(?:gz|bz2|xz|zst)|zip|7z)$/i;
/** What the name of an archive says that holds data. */
const DATA =
  /data|corpus|corpora|images?|train|valid|test|annot|coco|imagenet|cifar|mnist|glove|wiki|squad|voc|csv|json|audio|video|speech|text|labels?|sample|movie|review|kaggle|bench|flower|photos|dogs?\b|cats?\b/i;

/** What a file is by its name; null for data, and where the name does not tell. */
export const kindOf = (name: string): ShellFile | null =>
  WEIGHTS.test(name) ? 'weights' : ARCHIVE.test(name) ? 'archive' : PROGRAM.test(name) ? 'program' : null;

/** Whether the address of an archive says that it holds data. */
export const holdsData = (url: string): boolean => DATA.test(url);

/** An installer that its makers tell everybody to fetch and run. */
export const isInstaller = (name: string, host: string): boolean =>
  /^(?:Mini(?:conda|forge|mamba)|Mambaforge|Anaconda|get-pip|ez_setup)/i.test(name) ||
  /^repo\.anaconda\.com$/.test(host);

/** An inner or unknown host, an address that cannot change, and what other rules judge: plain HTTP and the hub. */
export function isOfNoConcern(url: string): boolean {
  const host = dottedHostOf(url);
  return (
    host === null ||
    isLocal(url) ||
    isPrivate(url) ||
    isPlainHttp(url) ||
    isPinnedUrl(url) ||
    /^(?:huggingface\.co|hf\.co)$/.test(host)
  );
}

/** The last name of a path. */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether Python code below imports a file. */
export function isImportedBelow(name: string, from: Range, facts: CommandedFacts): boolean {
  const module = /^(\w+)\.py$/.exec(name)?.[1];
  return (
    module !== undefined &&
    facts.kind === 'python' &&
    facts.imports.some((item) => item.module === module && item.range.start > from.end)
  );
}

/** Python of the same scope works out a digest. */
export function isDigested({ call, unit }: ShellStep, context: CommandContext): boolean {
  const { facts } = context;
  return (
    facts.kind === 'python' &&
    facts.calls.some(
      (other) =>
        (call === null || other.scope === call.scope) &&
        other.range.start >= unit.end &&
        /(?:hexdigest|compare_digest|file_digest|sha\d+|md5|verify\w*(?:hash|sha|checksum))$/i.test(other.callee),
    )
  );
}

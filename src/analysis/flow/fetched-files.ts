import { lastNameOf } from '../../core/callee-pattern';
import { argumentOf, type CallFact, type PythonFacts } from '../../core/python-facts';
import { rangeOf, textAt, type Range } from '../../core/range';
import { stringOf, type Value } from '../../core/value';
import { callsOf, once } from '../../readers/python/fact-index';
import { writtenArguments, placedDownload, plainText } from './download-functions';
import { downloadBehind, isHere, isPinnedDownload, WRAPPERS, type Download } from './downloads';
import { bare, boundTo, callAt, closing, givenByModule, siteOf, type LookupSite } from './expressions';
import { fileKeysOf, unwrap } from './file-keys';

/** Calls that put a file from the network at a path, or into a buffer, that they are given. */
const FETCHERS =
  /(?:^|\.)(?:urlretrieve|download_url_to_file|download_url|download_and_extract_archive|download_file|download_blob_to_file|download_to_filename|download_to_file|download_fileobj|fget_object|download_file_from_google_drive)$|^(?:wget|gdown)\.(?:download|cached_download)$|^(?:s3fs|gcsfs|adlfs)\..*\.(?:get|get_file|download)$|^paramiko\..*\.get$/;
const COPIERS = /^tensorflow\.(?:io\.)?gfile\.(?:copy|Copy)$|^tensorflow\.compat\.v1\.gfile\.Copy$/;
const SHELLS = /^(?:os\.(?:system|popen)|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput))$/;
/** Downloads from the hub that may be told a folder: `local_dir="models"`. */
const INTO_FOLDER = /(?:^|\.)(?:snapshot_download|hf_hub_download)$/;
/** Functions of this file that are called so because they download. */
const OWN = /^\.(?:\w+\.)?\w*(?:download|fetch)\w*$/i;
const WRITE_METHODS = /(?:^|\.)(?:write|write_bytes|write_text|writelines|copyfileobj|retrbinary)$/;
const COMMAND =
  /(?:^|[\s;&|!])(?:wget|curl|gdown|aws\s+s3\s+(?:cp|sync)|gsutil\s+(?:-m\s+)?(?:cp|rsync)|azcopy\s+copy|aria2c|scp)\s/;
/** Fetchers as they are written, for those that stand in other functions: most of them are not parsed. */
const FETCH_CALLS =
  /(?<![\w.])(?:[\w.]{1,200}\.)?(?:urlretrieve|download_url_to_file|download_file|download_to_filename|(?:wget|gdown)\.download)[ \t]*\(/g;

const FETCH_WORDS = /urlretrieve|download_url_to_file|download_file|download_to_filename|wget|gdown/;

/** Whether what a call is given is the file that is looked for. */
type Shares = (value: Value, at: CallFact) => boolean;

/** The download that put the file there which a call loads. The path must be the same: as text, or the same name with the same value. */
export function fetchedFileOf(value: Value, call: CallFact, facts: PythonFacts): Download | null {
  const wanted = fileKeysOf(value, facts, call);
  if (wanted.length === 0) return null;
  const path = stringOf(unwrap(value));
  const shares: Shares = (other, at) => fileKeysOf(other, facts, at).some((key) => wanted.includes(key));
  for (const other of callsOf(facts, brings, call.scope)) {
    if (other === call || other.range.end > call.range.start) continue;
    const brought =
      placedBy(other, wanted, facts, shares) ?? writtenBy(other, facts, shares) ?? shelledBy(other, path, facts);
    if (brought) return brought;
  }
  for (const command of facts.commands)
    if (command.range.end <= call.range.start && command.kind !== 'line' && commandPuts(` ${command.body}`, path))
      return { from: 'a command', at: command.range, pinned: false };
  return elsewhere(wanted, call, facts);
}

/** `urlretrieve(url, path)`, `hf_hub_download(…, local_dir="models")`, `download(url, path)` of this file: a call that is told where to put it. */
function placedBy(call: CallFact, wanted: readonly string[], facts: PythonFacts, shares: Shares): Download | null {
  const named = (): boolean => call.args.some((argument) => shares(argument.value, call));
  const mentions = (test: (text: string) => boolean): boolean =>
    call.args.some((argument) => test(stringOf(argument.value) ?? ''));
  const fetches =
    FETCHERS.test(call.callee) ||
    (COPIERS.test(call.callee) && mentions((text) => /^(?:gs|s3|https?|hdfs):\/\//.test(text)));
  if (fetches && !mentions(isHere) && named()) return { from: call.callee, at: call.range, pinned: false };
  if (INTO_FOLDER.test(call.callee) && isInFolder(call, wanted))
    return { from: call.callee, at: call.range, pinned: isPinnedDownload(call) };
  return OWN.test(call.callee) && named() ? placedDownload(lastNameOf(call.callee), facts) : null;
}

/** `os.system("wget …")`, `subprocess.run(["curl", "-o", path, url])`. */
function shelledBy(call: CallFact, path: string | undefined, facts: PythonFacts): Download | null {
  if (!SHELLS.test(call.callee)) return null;
  const words = textAt(facts.text, call.argumentsRange)
    .replace(/["'],?\s*["']/g, ' ')
    .replace(/["'[\](),]/g, ' ');
  return commandPuts(words, path) ? { from: 'a command', at: call.range, pinned: false } : null;
}

function isInFolder(call: CallFact, wanted: readonly string[]): boolean {
  const folder = stringOf(argumentOf(call, 'local_dir')?.value);
  const file = stringOf(argumentOf(call, 'filename', 1)?.value);
  if (folder === undefined) return false;
  const start = `path ${folder.replace(/^\.\//, '').replace(/\/$/, '')}/`;
  return wanted.some((key) =>
    call.callee.endsWith('hf_hub_download') ? key === `${start}${file}` : key.startsWith(start),
  );
}

/** Calls that may leave a file from the network behind. */
const brings = ({ callee }: CallFact): boolean =>
  FETCHERS.test(callee) ||
  COPIERS.test(callee) ||
  SHELLS.test(callee) ||
  INTO_FOLDER.test(callee) ||
  OWN.test(callee) ||
  WRITE_METHODS.test(callee);

/** Fetchers as they are written anywhere. */
const writtenOf = once((facts: PythonFacts) => {
  if (!FETCH_WORDS.test(facts.text)) return [];
  const text = plainText(facts);
  return [...text.matchAll(FETCH_CALLS)].flatMap((match) => {
    const close = closing(text, match.index + match[0].length - 1, text.length);
    if (close < 0 || /\bdef\s+$/.test(text.slice(Math.max(0, match.index - 20), match.index))) return [];
    const call = text.slice(match.index, close + 1);
    return [
      {
        text: call,
        args: writtenArguments(call).map((argument) => argument.replace(/^\w+\s*=\s*/, '')),
        range: rangeOf(match.index, close + 1),
        module: match.index === 0 || text[match.index - 1] === '\n',
      },
    ];
  });
});

/** `file.write(requests.get(url).content)`, `Path(p).write_bytes(…)`, `shutil.copyfileobj(response.raw, file)`. */
function writtenBy(other: CallFact, facts: PythonFacts, shares: Shares): Download | null {
  const name = lastNameOf(other.callee);
  const [first, second] = other.args;
  const place = siteOf(other);
  if (name === 'copyfileobj')
    return first && second && (shares(second.value, other) || opens(second.valueRange, place, facts, shares, other))
      ? downloadBehind(first.valueRange, place, facts)
      : null;
  if (name === 'retrbinary')
    return second &&
      /\.write$/.test(textAt(facts.text, second.valueRange)) &&
      opens(rangeOf(second.valueRange.start, second.valueRange.end - 6), place, facts, shares, other)
      ? { from: 'ftplib', at: other.range, pinned: false }
      : null;
  const written = textAt(facts.text, other.calleeRange);
  const dot = written.lastIndexOf('.');
  if (dot < 0 || !first || !WRITE_METHODS.test(name)) return null;
  const receiver = rangeOf(other.calleeRange.start, other.calleeRange.start + dot);
  return shares({ kind: 'unknown', range: receiver, reason: 'name' }, other) ||
    opens(receiver, place, facts, shares, other)
    ? downloadBehind(first.valueRange, place, facts)
    : null;
}

/** Whether an expression is the file at the path, opened or not: `open(p, "wb")`, `Path(p)`, `file` of `with open(p, "wb") as file`. */
function opens(range: Range, place: LookupSite, facts: PythonFacts, shares: Shares, at: CallFact): boolean {
  const expression = bare(facts, range);
  const call = callAt(facts, expression);
  if (call) {
    const path = argumentOf(call, 'file', 0);
    if (WRAPPERS.test(call.callee)) return path !== undefined && shares(path.value, call);
    return (
      /\.open$/.test(call.callee) &&
      shares({ kind: 'unknown', range: rangeOf(call.calleeRange.start, call.calleeRange.end - 5), reason: 'name' }, at)
    );
  }
  const text = textAt(facts.text, expression);
  const bound = /^(?:self\.)?[A-Za-z_]\w*$/.test(text) ? boundTo(text, place, facts) : null;
  return (
    bound !== null &&
    callAt(facts, bare(facts, bound.value)) !== undefined &&
    opens(bound.value, bound.place, facts, shares, at)
  );
}

/** `wget https://host/model.pkl`, `curl -o model.pkl …`, `aws s3 cp s3://… model.pkl`: a command that leaves a file of that name. */
const commandPuts = (commands: string, path: string | undefined): boolean =>
  path !== undefined &&
  COMMAND.test(` ${commands}`) &&
  commands.split(/\n|&&|;|\|\|/).some((command) => puts(` ${command.trim()} `, path));

function puts(command: string, path: string): boolean {
  if (!COMMAND.test(command)) return false;
  const wanted = path.replace(/^\.\//, '');
  const words = command.split(/\s+/).map((word) => word.replace(/^["']|["';]$/g, ''));
  const named = words.some(
    (word, i) =>
      word.replace(/^\.\//, '') === wanted &&
      (/^(?:-O|-o|--output|--output-document|>)$/.test(words[i - 1] ?? '') ||
        words.slice(0, i).some((before) => /^\w+:\/\/|^[\w.-]+@?[\w.-]*:/.test(before))),
  );
  return (
    named ||
    (!wanted.includes('/') &&
      words.some((word) => /^(?:https?|ftp):\/\//.test(word) && word.replace(/[?#].*$/, '').endsWith(`/${wanted}`)) &&
      !/\s(?:-P|--directory-prefix|-O|-o|--output)[\s=]/.test(command.replace(/\s-O\s(?=\w+:)/g, ' ')))
  );
}

/** In another function, at the module's level or in another method: only for a path that is the same everywhere. */
function elsewhere(wanted: readonly string[], call: CallFact, facts: PythonFacts): Download | null {
  for (const { text, args, range, module } of writtenOf(facts)) {
    if (module && call.scope === 0 && range.start > call.range.start) continue;
    const same = args.some((argument) => {
      const literal = /^[rbu]?(["'])([^"'\n]*)\1$/.exec(argument)?.[2];
      if (literal !== undefined) return !isHere(literal) && wanted.includes(`path ${literal.replace(/^\.\//, '')}`);
      if (!wanted.some((key) => key.startsWith(`name ${argument}@`))) return false;
      if (argument.startsWith('self.')) return true;
      const constant = module || /^[A-Z][A-Z\d_]+$/.test(argument) ? givenByModule(argument, facts) : null;
      return constant !== null && wanted.includes(`name ${argument}@${constant.value.end}`);
    });
    if (same) return { from: /[\w.]+/.exec(text)![0], at: range, pinned: false };
  }
  return null;
}

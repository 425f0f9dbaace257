import { lastNameOf } from '../../core/callee-pattern';
import { argumentOf, type CallFact, type PythonFacts, type Semantics } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { Expression, FunctionFact, ScopeId } from '../../core/semantics';
import { isDefault, stringOf } from '../../core/value';
import { once } from '../../readers/python/fact-index';
import { commandFiles } from '../commands/fetched-names';
import { SHELL_SINKS } from '../commands/call-commands';
import { stepsOf } from '../commands/steps';
import { argumentsFor } from './arguments';
import { isOtherwise } from './dead-branches';
import { downloadBehind, isHere, isPinnedDownload, type Download } from './downloads';
import { isCheckedAfter } from './digest-checks';
import { keysOf, keysOfSite, fileKeyOf, literalKey } from './file-keys';
import { flowInto } from './flow';
import { SAME_FILE } from './same-bytes';
import { sitesOf, type HoldingSite } from './sites';
import { isWrite, writeOf } from './written-files';

/** Calls that put a file from the network at a path, or into a buffer, that they are given. */
const FETCHERS =
  /(?:^|\.)(?:urlretrieve|download_url_to_file|download_url|download_and_extract_archive|download_file|download_blob_to_file|download_to_filename|download_to_file|download_fileobj|fget_object|download_file_from_google_drive)$|^(?:wget|gdown)\.(?:download|cached_download)$|^(?:s3fs|gcsfs|adlfs)\..*\.(?:get|get_file|download)$|^paramiko\..*\.get$/;
const COPIERS = /^tensorflow\.(?:io\.)?gfile\.(?:copy|Copy)$|^tensorflow\.compat\.v1\.gfile\.Copy$/;
const STORED = /^(?:gs|s3|https?|hdfs):\/\//;
/** Downloads from the hub that may be told a folder: `local_dir="models"`. */
const INTO_FOLDER = /(?:^|\.)(?:snapshot_download|hf_hub_download)$/;
/** Functions of other files of the project that are called so because they may download. */
const BRINGS = /download|fetch|retrieve|get_file|pull|ensure|sync|install/i;
/** Calls before a load that are looked for in other files. */
const MOST_ELSEWHERE = 20;

/** A file that came over a network, and where in the program it is put where. */
interface Put {
  readonly scope: ScopeId;
  readonly end: number;
  /** Worked out when somebody loads that file: what is written may be anything. */
  readonly download: () => Download | null;
}

interface Puts {
  readonly byKey: ReadonlyMap<string, readonly Put[]>;
  /** Folders into which files are put, by their keys with a slash. */
  readonly folders: readonly { readonly key: string; readonly put: Put }[];
  /** Parameters at which a function puts a download. */
  readonly places: readonly {
    readonly owner: FunctionFact;
    readonly name: string;
    readonly download: Put['download'];
  }[];
}

/** What is looked for: the keys of a file, and from where it is looked for. */
type Wanted = readonly { readonly key: string; readonly site: Place }[];

/** From where a file is looked for, and the expression that names it. */
interface Place extends Pick<HoldingSite, 'scope' | 'at'> {
  readonly expression: Expression | null;
}

/** Of what a function returns, a path that is not the same at each call only counts where that function put something there. */
const keyIn = (key: string, { scope }: Expression): string => (key.includes('{') ? `${key} in ${scope}` : key);

/** What a parameter is by default is not what it is called with: such a path counts where it is fetched in the same function. */
const wantedAt = (site: HoldingSite, world: Semantics): Wanted => {
  const { expression, into } = site.node;
  if (into?.owner?.parameters.some((parameter) => parameter.default === expression)) return [];
  const place = { scope: site.scope, at: site.at, expression };
  const keys = keysOf(expression, world);
  return (site.returned ? keys.map((key) => keyIn(key, expression)) : keys).map((key) => ({ key, site: place }));
};

/** The download that put the file there which a call loads: here, in another function of the file, or in one that is given the path. */
export function fetchedFileOf(file: Expression, call: CallFact, facts: PythonFacts): Download | null {
  const { semantics } = facts;
  const sites = sitesOf(flowInto(file, semantics, SAME_FILE), { scope: call.scope, at: call.range.start });
  return broughtAs(
    sites.flatMap((site) => wantedAt(site, semantics)),
    call,
    facts,
  );
}

/** The same, for a path that a text names: a word of a command. */
export function fetchedPathOf(path: string, call: CallFact, facts: PythonFacts): Download | null {
  const site = { scope: call.scope, at: call.range.start, expression: null };
  return broughtAs([{ key: literalKey(path), site }], call, facts);
}

function broughtAs(wanted: Wanted, call: CallFact, facts: PythonFacts): Download | null {
  const { semantics } = facts;
  if (wanted.length === 0) return null;
  const { byKey, folders } = putsOf(semantics);
  for (const { key, site } of wanted) {
    const download =
      broughtBefore(byKey.get(key) ?? [], site, semantics) ??
      broughtBefore(
        folders.flatMap((folder) => (key.startsWith(folder.key) ? folder.put : [])),
        site,
        semantics,
      );
    if (download) return download;
  }
  return byCommand(wanted, call, facts) ?? byOtherFile(wanted, call, semantics);
}

function broughtBefore(puts: readonly Put[], { scope, at, expression }: Place, world: Semantics): Download | null {
  const isPreset = expression !== null && isDefault(expression.value);
  for (const put of puts) {
    // In another scope, only names that are the same everywhere have the same key.
    if (put.scope === scope ? put.end > at || isOtherwise(put.end, at, world) : isPreset) continue;
    const download = put.download();
    if (download) return download;
  }
  return null;
}

/** All that the program puts somewhere. */
const putsOf = once((world: Semantics): Puts => {
  const byKey = new Map<string, Put[]>();
  const folders: { key: string; put: Put }[] = [];
  const places: Puts['places'][number][] = [];
  for (const { call, path, below, download } of world.calls.flatMap((call) => placesIn(call, world))) {
    const flow = flowInto(path, world, SAME_FILE);
    for (const { node, scope, given, returned } of sitesOf(flow, { scope: call.scope, at: call.range.end })) {
      const put = { scope, end: given?.expression.end ?? call.range.end, download };
      if (node.owner && given === null) places.push({ owner: node.owner, name: node.expression.name, download });
      const own = keysOf(node.expression, world);
      const keys = returned
        ? keysOfSite(own, true)
        : [...new Set(own.flatMap((key) => [key, keyIn(key, node.expression)]))];
      for (const key of keys)
        if (below === '') folders.push({ key: `${key}/`, put });
        else {
          const whole = below === null ? key : literalKey(`${key}/${below}`);
          const known = byKey.get(whole);
          if (known) known.push(put);
          else byKey.set(whole, [put]);
        }
    }
  }
  return { byKey, folders, places };
});

/** A path at which a call puts what may be a download. */
interface Placing {
  readonly call: CallFact;
  readonly path: Expression;
  /** The file below the path; empty for any file there. */
  readonly below: string | null;
  readonly download: Put['download'];
}

function placesIn(call: CallFact, world: Semantics): readonly Placing[] {
  // Not its arguments: they are read when somebody asks, and this is asked of every call.
  const { callee, range } = call;
  const at = rangeOf(range.start, range.end);
  if (FETCHERS.test(callee) || COPIERS.test(callee))
    return fetches(call)
      ? call.args.map(({ expression }) => ({
          call,
          path: expression,
          below: null,
          download: lazily(() => ({ from: callee, at, pinned: isCheckedAfter(call, world) })),
        }))
      : [];
  if (INTO_FOLDER.test(callee)) {
    const path = argumentOf(call, 'local_dir')?.expression;
    const file = argumentOf(call, 'filename', 1)?.expression;
    const below = callee.endsWith('hf_hub_download') ? file && (stringOf(file.value) ?? fileKeyOf(file, world)) : '';
    return path && typeof below === 'string'
      ? [{ call, path, below, download: () => ({ from: callee, at, pinned: isPinnedDownload(call) }) }]
      : [];
  }
  const write = isWrite(call) ? writeOf(call, world) : null;
  if (!write?.path) return [];
  const { content, path } = write;
  return [{ call, path, below: null, download: lazily(() => downloadBehind(content, world)) }];
}

/** A fetcher fetches from another machine, a copier from a store. */
function fetches({ callee, args }: CallFact): boolean {
  const texts = args.map(({ value }) => stringOf(value) ?? '');
  return COPIERS.test(callee) ? texts.some((text) => STORED.test(text)) : !texts.some(isHere);
}

function lazily<T>(work: () => T): () => T {
  let known: { readonly result: T } | undefined;
  return () => (known ??= { result: work() }).result;
}

/** `os.system("wget …")`, `subprocess.run(["curl", "-o", path, url])`, `!wget …`. */
function byCommand(wanted: Wanted, call: CallFact, facts: PythonFacts): Download | null {
  for (const { names, range, scope } of filesOfCommands(facts))
    for (const { key, site } of wanted) {
      const { expression } = site;
      const earlier =
        scope === null
          ? range.end <= call.range.start
          : scope === site.scope
            ? range.end <= site.at
            : expression === null || !isDefault(expression.value);
      const named =
        names.includes(key) ||
        (scope === site.scope && expression?.dotted != null && names.includes(`{${expression.dotted}}`));
      if (earlier && named) return { from: 'a command', at: range, pinned: false };
    }
  return null;
}

/** The files that commands bring, by their keys; `scope` is null for commands of a notebook. */
const filesOfCommands = once(
  (
    facts: PythonFacts,
  ): readonly { readonly names: readonly string[]; readonly range: Range; readonly scope: ScopeId | null }[] => {
    const started = facts.calls.filter(({ callee }) => SHELL_SINKS.includes(callee));
    return [...facts.commands, ...started].flatMap((fact) => {
      const names = stepsOf(fact, facts).flatMap(({ command }) => commandFiles(command, facts).map(literalKey));
      const { start, end } = fact.range;
      return names.length === 0
        ? []
        : [{ names, range: rangeOf(start, end), scope: 'callee' in fact ? fact.scope : null }];
    });
  },
);

/** A function of another file of the project that is called with the path, and puts a download there. */
function byOtherFile(wanted: Wanted, load: CallFact, world: Semantics): Download | null {
  let looked = 0;
  for (const call of callsNamed(world)) {
    const given = wanted.filter(({ site: { scope, at } }) => scope === call.scope && call.range.end <= at);
    if (given.length === 0 || call === load || looked >= MOST_ELSEWHERE) continue;
    const keys = new Set(given.map(({ key }) => key));
    const paths = call.args.filter(({ expression }) => keysOf(expression, world).some((key) => keys.has(key)));
    if (paths.length === 0) continue;
    looked++;
    const other = world.calledElsewhere(call);
    for (const { download, owner, name } of other ? putsOf(other.semantics).places : []) {
      const parameter = owner === other!.called ? owner.parameters.find((each) => each.name === name) : undefined;
      const handed = parameter ? argumentsFor(call, owner, parameter, world) : [];
      const found = paths.some(({ expression }) => handed.includes(expression)) ? download() : null;
      if (found) return { ...found, at: rangeOf(call.range.start, call.range.end) };
    }
  }
  return null;
}

const callsNamed = once((world: Semantics) => world.calls.filter(({ callee }) => BRINGS.test(lastNameOf(callee))));

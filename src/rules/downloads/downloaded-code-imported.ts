import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';
import { contains } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, type Value } from '../../core/value';
import { originOf } from '../../analysis/flow/origin';
import { isCheckedNearby } from './fetches/checking';
import { isImmutable } from './fetches/contents';
import { calleesOf, fetcherOf, FETCHERS, isHashed, pathOf, urlOf } from './fetches/fetchers';
import {
  Flow,
  FLOW_TRIGGERS,
  REQUEST_CALLEES,
  requestedUrl,
  targetOf,
  writtenFile,
} from '../../analysis/flow/response';
import { GIT_CLONE_CALLS, gitCloneOf, isCheckedOut } from './fetches/git-clone-calls';
import { importsDownloadedCode } from './fetches/imported-code';
import { addressOf } from '../../analysis/addresses/addresses';

export default defineRule({
  id: 'downloaded-code-imported',
  severity: 'error',
  category: 'downloads',
  title: 'Downloaded code is imported',
  cwe: 829,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'Python code that was fetched becomes part of the program: `sys.path.append(snapshot_download(…))`, a cloned repository on `sys.path`, `spec_from_file_location(name, hf_hub_download(…))`, a `.py` file taken from the default branch of a repository. What is fetched at a full commit is left alone.',
    why: 'An import runs the module. Whoever can push to that repository, today or in a year, runs code in this program, and no lock file notices.',
    fix: 'Install the code as a package of a fixed version, or fetch it at a commit that you looked at: `revision="<commit>"`, `git checkout <commit>`, the commit instead of `main` in the address.',
    references: [
      'https://cwe.mitre.org/data/definitions/829.html',
      'https://huggingface.co/docs/huggingface_hub/guides/download',
    ],
  },
  listen: {
    calls: [
      {
        callees: ['sys.path.append', 'sys.path.insert', 'sys.path.extend', 'site.addsitedir'],
        triggers: ['sys.path', 'addsitedir'],
        check: checkPath,
      },
      // Heard of so that they are read: `checkPath` looks for them.
      { callees: GIT_CLONE_CALLS.library, beside: ['checkout', 'reset', 'set_head'], check: () => undefined },
      {
        callees: GIT_CLONE_CALLS.shell,
        triggers: ['clone"', "clone'", 'clone http', 'clone git', 'clone -', 'clone {', 'checkout'],
        check: () => undefined,
      },
      { callees: ['**.snapshot_download', '**.hf_hub_download'], check: () => undefined },
      {
        callees: [
          'importlib.util.spec_from_file_location',
          'importlib.machinery.SourceFileLoader',
          'imp.load_source',
          'importlib._bootstrap_external.SourceFileLoader',
        ],
        beside: ['download', 'urlretrieve', 'digest', 'hash', 'verif', 'sha'],
        check: checkModule,
      },
      { callees: calleesOf(FETCHERS), beside: FLOW_TRIGGERS, check: checkFetcher },
      { callees: REQUEST_CALLEES, beside: FLOW_TRIGGERS, check: checkRequest },
    ],
    // What stands before the brackets of a call is no trigger of calls; this has the lines read that name the path.
    assignments: { triggers: ['sys.path'], anyValue: true, check: () => undefined },
  },
});

function checkPath(call: CallFact, context: PythonContext): void {
  const path = call.args[call.callee.endsWith('.insert') ? 1 : 0];
  if (!path) return;
  const origin = originOf(path.value, call, context.facts);
  if (origin.kind === 'remote') {
    if (!origin.pinned && !isPinnedNearby(path.value, call, context))
      say(
        call,
        `Everything that is imported after this may come from ${nameOf(origin.from)}, as it is at the moment.`,
        'warning',
        context,
      );
    return;
  }
  const folder = stringOf(path.value) ?? context.facts.text.slice(path.valueRange.start, path.valueRange.end);
  const cloned = clonesOf(call, context).find((clone) => namesFolder(folder, clone.folder));
  if (cloned)
    say(
      call,
      `Everything that is imported after this may come from ${cloned.url}, which is cloned as it is at the moment.`,
      'warning',
      context,
    );
}

function checkModule(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'location', 1) ?? argumentOf(call, 'path', 1) ?? argumentOf(call, 'pathname', 1);
  if (!file) return;
  const origin = originOf(file.value, call, context.facts);
  if (
    origin.kind !== 'remote' ||
    origin.pinned ||
    isPinnedNearby(file.value, call, context) ||
    isCheckedNearby(call, context)
  )
    return;
  say(
    call,
    `The module that is loaded here comes from ${nameOf(origin.from)}, as it is at the moment, and runs with all rights of this program.`,
    'error',
    context,
  );
}

/** A path inside a folder that was fetched at a commit: `os.path.join(snapshot_download(…, revision=SHA), "x.py")`. */
function isPinnedNearby(value: Value, call: CallFact, { facts }: PythonContext): boolean {
  const range = value.kind === 'unknown' ? value.range : value.origin;
  const head = /^(?:[\w.]+\(\s*)?([A-Za-z_]\w*)/.exec(facts.text.slice(range.start, range.end))?.[1];
  const assigned = facts.assignments
    .filter((fact) => fact.target === head && fact.scope === call.scope && fact.range.end <= call.range.start)
    .pop();
  const downloads = facts.calls.filter(
    (other) =>
      /(?:^|\.)(?:hf_hub_download|snapshot_download)$/.test(other.callee) &&
      (contains(range, other.range) || (assigned !== undefined && contains(assigned.valueRange, other.range))),
  );
  return (
    downloads.length > 0 &&
    downloads.every(
      (other) =>
        /^[0-9a-f]{40}$/i.test(stringOf(argumentOf(other, 'revision')?.value) ?? '') ||
        argumentOf(other, 'revision')?.value.kind === 'unknown',
    )
  );
}

/** Repositories that this program clones before, at no commit. */
function clonesOf(
  call: CallFact,
  context: PythonContext,
): readonly { readonly url: string; readonly folder: string }[] {
  const { facts } = context;
  const calls = facts.calls
    .filter(
      (other) => other.range.end <= call.range.start && /clone|^subprocess\.|^os\.(?:system|popen)$/.test(other.callee),
    )
    .flatMap((other) => {
      const clone = gitCloneOf(other);
      return clone && !isCheckedOut(other, context) ? [clone] : [];
    });
  const magics = facts.magics
    .filter((magic) => magic.range.end <= call.range.start)
    .flatMap((magic) =>
      [
        ...magic.body.matchAll(
          /\bgit\s+clone\s+(?:-{1,2}[\w-]+(?:[= ]\d+)?\s+)*((?:https?:\/\/|git@)\S+)(?:[ \t]+([\w./-]+))?/g,
        ),
      ].map((match) => {
        const url = match[1]!.replace(/["';]+$/, '');
        return {
          url,
          folder:
            match[2] ??
            url
              .replace(/\/+$/, '')
              .replace(/\.git$/, '')
              .split('/')
              .pop()!,
        };
      }),
    );
  const checked = facts.magics.some((magic) =>
    /\bgit\b.*\b(?:checkout|reset\s+--hard)\b.*(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/i.test(magic.body),
  );
  return [...calls, ...(checked ? [] : magics)];
}

/** `repo`, `./repo`, `/content/repo/src`, `os.path.join(here, "repo")` */
const namesFolder = (written: string, folder: string): boolean => {
  const last = folder.replace(/\/+$/, '').split('/').pop() ?? '';
  return (
    last.length > 1 && new RegExp(`(?:^|[/"'])${last.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=$|[/"'])`).test(written)
  );
};

function checkFetcher(call: CallFact, context: PythonContext): void {
  const fetcher = fetcherOf(call.callee, FETCHERS)!;
  const url = urlOf(call, fetcher);
  if (!url || isHashed(call, fetcher)) return;
  const path = pathOf(call, fetcher);
  checkFile(call, url, path ? targetOf(path.value, path.valueRange, call, context.facts).texts : [], context);
}

function checkRequest(call: CallFact, context: PythonContext): void {
  const url = requestedUrl(call);
  if (!url) return;
  for (const { call: use } of new Flow(call, context.facts).uses()) {
    if (/(?:^|\.)(?:write|write_bytes|write_text|copyfileobj)$/.test(use.callee))
      return checkFile(call, url, writtenFile(use, context.facts).texts, context);
  }
}

function checkFile(call: CallFact, url: Argument, paths: readonly string[], context: PythonContext): void {
  const download = {
    url: url.value,
    urlText: context.facts.text.slice(url.valueRange.start, url.valueRange.end),
    paths,
    dedicated: true,
    loaded: false,
    data: false,
    functionName: null,
  };
  const address = addressOf(url.value)?.text ?? '';
  if (isImmutable(address) || !importsDownloadedCode(call, download, context) || isCheckedNearby(call, context)) return;
  say(
    call,
    'The Python file that is downloaded here is taken as it is at the moment, and importing it runs whatever was put there.',
    'warning',
    context,
  );
}

const nameOf = (from: string): string =>
  from.includes('://') ? from : `what ${from.slice(from.lastIndexOf('.') + 1)} brings`;
const say = (call: CallFact, message: string, severity: 'error' | 'warning', context: PythonContext): void =>
  context.report({ range: call.range, severity, message });

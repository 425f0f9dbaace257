import { shortened } from '../../analysis/secrets/shortened';
import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { addressOf } from '../../analysis/addresses/addresses';
import { namesOfFile } from '../../analysis/flow/file-names';
import { FLOW_TRIGGERS, REQUEST_CALLEES, requestedUrl, usesOf } from '../../analysis/flow/response';
import { isWrite, writeOf } from '../../analysis/flow/written-files';
import { isCheckedNearby } from './fetches/checking';
import { isImmutable } from './fetches/contents';
import { fetcherCallees, fetcherOf, FETCHERS, isHashed, pathOf, urlOf } from './fetches/fetchers';
import { GIT_CLONE_CALLS } from './clones/git-clone-calls';
import { cloneOnPath, remoteSourceOf } from './fetches/import-sources';
import { importsDownloadedCode } from './fetches/imported-code';
import { downloadOf } from './fetches/judgement';

export default defineRule({
  id: 'downloaded-code-imported',
  severity: 'error',
  category: 'downloads',
  title: 'Downloaded code is imported',
  cwe: 829,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'Downloaded Python code becomes part of the program: `sys.path.append(snapshot_download(…))`, a cloned repository on `sys.path`, `spec_from_file_location(name, hf_hub_download(…))`, a `.py` file from the default branch of a repository. Downloads at a full commit are not reported.',
    why: 'Importing a module runs it. Anyone who can push to that repository, today or in a year, runs code in this program, and no lock file records it.',
    fix: 'Install the code as a package at a fixed version, or download it at a commit that you have reviewed: `revision="<commit>"`, `git checkout <commit>`, or the commit instead of `main` in the URL. There is no quick fix: only you know which commit was reviewed.',
    references: ['https://huggingface.co/docs/huggingface_hub/guides/download'],
  },
  listen: {
    calls: [
      {
        callees: ['sys.path.append', 'sys.path.insert', 'sys.path.extend', 'site.addsitedir'],
        triggers: ['sys.path', 'addsitedir'],
        check: checkPath,
      },
      {
        callees: [
          'importlib.util.spec_from_file_location',
          'importlib.machinery.SourceFileLoader',
          'imp.load_source',
          'importlib._bootstrap_external.SourceFileLoader',
        ],
        beside: ['download', 'digest', 'hash', 'verif', 'sha'],
        check: checkModule,
      },
      { callees: fetcherCallees(FETCHERS), beside: FLOW_TRIGGERS, follows: true, check: checkFetcher },
      { callees: REQUEST_CALLEES, beside: FLOW_TRIGGERS, follows: true, check: checkRequest },
    ],
    reads: {
      calls: [
        { callees: GIT_CLONE_CALLS.library, beside: ['checkout', 'reset', 'set_head'] },
        {
          callees: GIT_CLONE_CALLS.shell,
          triggers: ['clone"', "clone'", 'clone http', 'clone git', 'clone -', 'checkout'],
        },
        { callees: ['**.snapshot_download', '**.hf_hub_download'] },
      ],
      // What stands before the brackets of a call is no trigger of calls; this has the lines read that name the path.
      assignments: ['sys.path'],
    },
  },
});

function checkPath(call: CallFact, context: PythonContext): void {
  const path = call.args[call.callee.endsWith('.insert') ? 1 : 0];
  if (!path) return;
  const remote = remoteSourceOf(path, call, context.facts);
  const clone = remote === null ? cloneOnPath(path, call, context) : undefined;
  const source = remote?.moving ? remote.name : clone && shortened(clone.url);
  if (source === undefined) return;
  const message = `Later imports may run code from ${source}, which is not pinned.`;
  context.report({ range: call.range, severity: 'warning', message });
}

function checkModule(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'location', 1) ?? argumentOf(call, 'path', 1) ?? argumentOf(call, 'pathname', 1);
  const remote = file ? remoteSourceOf(file, call, context.facts) : null;
  if (!remote?.moving || isCheckedNearby(call, context)) return;
  const message = `This module comes from ${remote.name} and is not pinned: loading it runs its code.`;
  context.report({ range: call.range, severity: 'error', message });
}

function checkFetcher(call: CallFact, context: PythonContext): void {
  const fetcher = fetcherOf(call.callee, FETCHERS)!;
  const url = urlOf(call, fetcher);
  if (!url || isHashed(call, fetcher)) return;
  const path = pathOf(call, fetcher)?.expression;
  checkFile(call, url, path ? namesOfFile(path, context.facts.semantics) : [], context);
}

function checkRequest(call: CallFact, context: PythonContext): void {
  const url = requestedUrl(call);
  if (!url) return;
  const { semantics } = context.facts;
  for (const { call: use, handed } of usesOf(call, context.facts)) {
    const path = isWrite(use) ? writeOf(use, semantics)?.path : undefined;
    if (path) return checkFile(call, url, namesOfFile(path, semantics, handed), context);
  }
}

function checkFile(call: CallFact, url: Argument, paths: readonly string[], context: PythonContext): void {
  if (isImmutable(addressOf(url.value)?.text ?? '')) return;
  const download = downloadOf(call, url, paths);
  if (!importsDownloadedCode(call, download, context) || isCheckedNearby(call, context)) return;
  context.report({
    range: call.range,
    severity: 'warning',
    message: 'This downloaded Python file is imported without checking its hash.',
  });
}

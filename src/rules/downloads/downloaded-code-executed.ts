import type { Argument, CallFact } from '../../core/python-facts';
import { contains } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { takes } from '../../analysis/flow/file-keys';
import { isCommit, modelReferenceOf } from '../../analysis/models/reference';
import { addressOf, hostOf, isInnerHost } from '../../analysis/addresses/addresses';
import { isCheckedNearby } from './fetches/checking';
import { isImmutable } from './fetches/contents';
import { calleesOf, fetcherOf, FETCHERS, isHashed, pathOf, urlOf } from './fetches/fetchers';
import { Flow, FLOW_TRIGGERS, REQUEST_CALLEES, requestedUrl, writtenFile } from '../../analysis/flow/response';

export default defineRule({
  id: 'downloaded-code-executed',
  severity: 'error',
  category: 'downloads',
  title: 'Downloaded code is executed',
  cwe: 494,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'Something that was just fetched is run: `exec(requests.get(url).text)`, `eval(urlopen(url).read())`, `compile` of a download, `runpy.run_path` or a shell on a file that `urlretrieve` or `hf_hub_download` brought.',
    why: 'Whoever controls the server, the account or an unprotected connection decides what runs on this machine, with all its data and credentials, and can change it at any time.',
    fix: 'Put the code into the project or install it as a package of a fixed version. Where it must be fetched, fetch it at a commit and compare its SHA-256 before it runs.',
    references: [
      'https://cwe.mitre.org/data/definitions/494.html',
      'https://docs.python.org/3/library/functions.html#exec',
    ],
  },
  listen: {
    calls: [
      { callees: REQUEST_CALLEES, beside: FLOW_TRIGGERS, check: checkRequest },
      { callees: calleesOf(FETCHERS), beside: FLOW_TRIGGERS, check: checkFile },
      {
        callees: ['**.hf_hub_download', '**.snapshot_download'],
        beside: [
          'exec',
          'eval(',
          'compile(',
          'run_path',
          'subprocess',
          'os.system',
          'check_call',
          'check_output',
          'popen',
        ],
        check: checkFile,
      },
    ],
  },
});

const RUNS =
  /^(?:builtins\.)?(?:exec|eval|compile|execfile)$|^runpy\.run_(?:path|module)$|^code\.\w+\(\)\.runsource$|(?:^|\.)exec_module$|^get_ipython\(\)\.run_cell$/;
const SHELLS = /^(?:subprocess\.(?:run|call|check_call|check_output|Popen)|os\.(?:system|popen|execv?p?e?|spawn\w+))$/;
const INTERPRETER = /(?<![\w.-])(?:(?:ba|z|da)?sh|python[\d.]*|sys\.executable|perl|node|Rscript|source)(?![\w.-])/;

function checkRequest(call: CallFact, context: PythonContext): void {
  const { facts } = context;
  const url = requestedUrl(call);
  if (isOwn(url)) return;
  const flow = new Flow(call, facts);
  for (const { call: use, position } of flow.uses()) {
    if (RUNS.test(use.callee) && position === 0) return report(use, call, url, context);
    if (SHELLS.test(use.callee) && position === 0 && !contains(use.range, call.range))
      return report(use, call, url, context);
    // `subprocess.run(["bash"], input=response.content)`
    if (
      SHELLS.test(use.callee) &&
      use.args.some((argument) => argument.name === 'input' && flow.holds(argument.valueRange)) &&
      INTERPRETER.test(textOf(use, context))
    )
      return report(use, call, url, context);
    if (!/(?:^|\.)(?:write|write_bytes|write_text|copyfileobj)$/.test(use.callee)) continue;
    const file = writtenFile(use, facts);
    const run = file.value && runnerOf(use, file.value, context);
    if (run) return report(run, call, url, context);
  }
}

/** `urlretrieve(url, "setup.sh")` and then `subprocess.run(["bash", "setup.sh"])`. */
function checkFile(call: CallFact, context: PythonContext): void {
  const fetcher = fetcherOf(call.callee, FETCHERS);
  if (fetcher) {
    const [url, path] = [urlOf(call, fetcher), pathOf(call, fetcher)];
    if (!path || isOwn(url) || isHashed(call, fetcher)) return;
    const run = runnerOf(call, path.value, context);
    if (run) report(run, call, url, context);
    return;
  }
  const reference = modelReferenceOf(call);
  if (!reference || (reference.revisionText !== null && isCommit(reference.revisionText))) return;
  const name = context.facts.assignments.find(
    (fact) => fact.scope === call.scope && contains(fact.valueRange, call.range),
  )?.target;
  const run = context.facts.calls.find(
    (use) =>
      (RUNS.test(use.callee) || (SHELLS.test(use.callee) && INTERPRETER.test(textOf(use, context)))) &&
      use.scope === call.scope &&
      (contains(use.argumentsRange, call.range) ||
        (name !== undefined &&
          use.range.start > call.range.end &&
          new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(textOf(use, context)))),
  );
  if (run) report(run, call, undefined, context);
}

/** The later call of the same scope that runs the file. */
function runnerOf(after: CallFact, path: Argument['value'], context: PythonContext): CallFact | undefined {
  const { facts } = context;
  const name =
    path.kind === 'string' ? path.value.replace(/^\.\//, '') : facts.text.slice(path.range.start, path.range.end);
  if (!/^[\w./-]{2,}$/.test(name)) return undefined;
  const mention = new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\w-])`);
  return facts.calls.find(
    (use) =>
      use.scope === after.scope &&
      use.range.start > after.range.end &&
      ((RUNS.test(use.callee) && (takes(use, path, facts) || mention.test(textOf(use, context)))) ||
        (SHELLS.test(use.callee) && runsIt(textOf(use, context), mention))),
  );
}

/** The command names an interpreter before the file, or the file itself as its program; `unzip x.sh` runs nothing. */
function runsIt(written: string, mention: RegExp): boolean {
  const at = mention.exec(written)?.index;
  if (at === undefined) return false;
  const before = written.slice(0, at);
  if (/^[\w.]*\(\s*\[?\s*(?:f?["'])?(?:\.\/)?$/.test(before)) return true;
  const [, ...parts] = before.replace(/\bpip\b.*/, '').split(new RegExp(INTERPRETER.source));
  // `python train.py model.bin` runs train.py, `python -m tool data.zip` a module.
  return parts.length > 0 && !/[\w}-]\.(?:py|sh|bash|pl|R|js)\b|(?:^|[\s"'])-m["',\s]+\w/.test(parts.at(-1)!);
}

const isOwn = (url: Argument | undefined): boolean => {
  const address = addressOf(url?.value);
  const host = address ? hostOf(address.text, address.whole) : null;
  return host !== null && isInnerHost(host);
};

const textOf = (call: CallFact, { facts }: PythonContext): string => facts.text.slice(call.range.start, call.range.end);

function report(use: CallFact, download: CallFact, url: Argument | undefined, context: PythonContext): void {
  if (isCheckedNearby(download, context)) return;
  const address = addressOf(url?.value);
  const from = address?.whole ? address.text.slice(0, 100) : 'elsewhere';
  context.report({
    range: use.range,
    severity: address && isImmutable(address.text) ? 'warning' : 'error',
    message: `Code from ${from} runs here as it is at the moment, so whoever can change it controls this machine.`,
    related: [{ range: download.range, message: 'It is downloaded here.' }],
  });
}

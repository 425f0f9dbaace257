import { compare } from '@renovatebot/pep440';
import { matchesCallee } from '../../core/callee-pattern';
import type { Severity } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import type { Requirement } from '../../core/requirement-facts';
import { defineRule, type PythonContext, type RequirementsContext } from '../../core/rule';
import { milder } from '../../analysis/models/reporting';
import { shortened } from '../../analysis/secrets/shortened';
import { isPresent, isToldElsewhere, firstIdsOf, lowestAllowed, type Allowed } from './advisories/loader-calls';
import { LOADER_ADVISORIES } from './advisories/loader-advisories';
import type { LoaderAdvisory } from './advisories/loader-advisory';
import { advisoriesFor, vulnerabilitiesOf, type Vulnerable } from './advisories/loader-matching';
import { raiseFix, upgradeFix } from './advisories/upgrade';
import { knownVersion } from './advisories/known-version';
import { allowedVersions, resolvedVersion } from '../../project/questions/locks';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'vulnerable-loader',
  severity: 'warning',
  category: 'requirements',
  title: 'Vulnerable model loader',
  cwe: 1395,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0011.000'],
  docs: {
    what: 'A library that loads models or other files of machine learning is used in a version with a known vulnerability in just that: on the call that loads, and on the requirement. The versions come from a small table inside Touchstone, read from public advisories; it needs no network and no database. The version that counts is the one that is pinned, or in the lock file or environment next to the requirement. On the call it is a warning, on the requirement information. A range is only a hint, unless all that it allows is vulnerable. Calls that another rule judges by the version, such as `torch.load`, are left to that rule. The calls of one library in one file are one finding.',
    why: 'These vulnerabilities are reached by loading a file: whoever offers a model, a checkpoint or a data set can run code, read files or crash the process, also where the code says `weights_only=True` or `safe_mode=True`.',
    fix: 'Upgrade to the release that the message names, or a later one. The quick fix raises a pin or the lower bound of a range; it is never applied automatically, because another version may behave differently. It drops the hashes of the old version, so compute new ones. There is no quick fix where a lock file or environment decides (upgrade there: `uv lock --upgrade-package NAME`), for a local build such as `+cu121`, or where another line or a constraints file does not allow that release.',
    references: ['https://osv.dev/', 'https://github.com/advisories', 'https://peps.python.org/pep-0440/'],
  },
  listen: {
    calls: [{ callees: [...new Set(LOADER_ADVISORIES.flatMap(({ callees }) => callees))], check: checkCall }],
    requirements: { check: checkRequirement },
  },
});

function checkCall(call: CallFact, context: PythonContext): void {
  const rows = LOADER_ADVISORIES.filter(
    (row) =>
      row.callees.some((pattern) => matchesCallee(pattern, call.callee)) &&
      (row.given === undefined || argumentOf(call, row.given) !== undefined) &&
      isPresent(row, context),
  );
  if (rows.length === 0 || isToldElsewhere(call)) return;
  // A library that has two names is installed under one of them.
  for (const name of new Set(rows.flatMap(({ distributions }) => distributions)))
    if (judged(call, name, rows, context)) return;
}

function judged(call: CallFact, name: string, rows: readonly LoaderAdvisory[], context: PythonContext): boolean {
  const known = context.project.ask(resolvedVersion, name) ?? null;
  const range = known === null ? (context.project.ask(allowedVersions, name) ?? null) : null;
  const lowest = known?.version ?? range?.atLeast ?? null;
  const own = rows.filter(({ distributions }) => distributions.includes(name));
  const found = lowest === null ? null : vulnerabilitiesOf(lowest, own);
  const first = found?.advisories[0];
  if (!found || !first) return false;
  const told = sentenceOf(name, found, known?.version ?? null, range?.below ?? null);
  context.report({
    range: call.range,
    severity: told.severity,
    message: told.message,
    detail: `${told.detail}; the version is that of ${(known ?? range)!.source}`,
    thing: { name: `vulnerable-loader ${first.ids[0]!}`, at: call.range, here: `${name} loads here, too.`, weight: 0 },
  });
  return true;
}

function checkRequirement(requirement: Requirement, context: RequirementsContext): void {
  const { facts } = context;
  const { normalizedName, reference } = requirement;
  const name = facts.installer === 'conda' && normalizedName === 'pytorch' ? 'torch' : (normalizedName ?? '');
  const rows = advisoriesFor(name).filter((row) => row.callsOnly !== true && isPresent(row, context));
  if (rows.length === 0 || reference !== null) return;
  const known = knownVersion(requirement, context);
  const allowed: Allowed | null = known === null ? lowestAllowed(requirement) : null;
  const version = known?.version ?? null;
  const lowest = version ?? allowed?.lowest ?? null;
  const found = lowest === null ? null : vulnerabilitiesOf(lowest, rows);
  if (found === null) return;
  const told = sentenceOf(requirement.name!, found, version, allowed?.below ?? null);
  const fixes =
    known === null
      ? raiseFix(requirement, found.fixed, context)
      : known.lock === null
        ? upgradeFix(requirement, found.fixed, context)
        : [];
  // The call that loads is what is to be decided on; the version is what to improve.
  context.report({
    ...told,
    severity: milder('info', told.severity),
    range: requirementRange(requirement, facts),
    fixes,
  });
}

function sentenceOf(
  name: string,
  { advisories, fixed }: Vulnerable,
  version: string | null,
  below: string | null,
): { message: string; detail: string; severity: Severity } {
  const [first] = advisories as readonly [LoaderAdvisory];
  const what = `${first.does} in ${shortened(name, 24)}`;
  const detail = `${shortened(name, 24)} ${fixed} fixes ${firstIdsOf(advisories)}; ${first.source}, read in ${first.read}`;
  if (version !== null)
    return {
      message: `${what} ${shortened(version, 16)} (${first.ids[0]!}).`,
      detail,
      severity: first.severity ?? 'warning',
    };
  const only = below !== null && compare(fixed, below) >= 0;
  return {
    message: `${what} before ${fixed} (${first.ids[0]!}); your range ${only ? 'ends before that' : 'allows it'}.`,
    detail,
    severity: only ? (first.severity ?? 'warning') : 'hint',
  };
}

import type { RequirementOption, RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { isThisMachine, isPublicIndex, isTrustedIndex, mlIndexOf, readUrl } from '../../analysis/addresses/index-urls';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { locksNear } from '../../project/questions/locks';
import { explicitForm } from './indexes/explicit-index';
import { indexOptionsOf, unnamed, type IndexOptions } from './indexes/index-options';

export default defineRule({
  id: 'extra-index',
  severity: 'warning',
  category: 'requirements',
  title: 'Extra package index',
  cwe: 427,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0011.001'],
  docs: {
    what: "Packages can come from more than one index: `--extra-index-url`, uv's `--index` and `[[tool.uv.index]]`, a Poetry source that is not explicit, or a PDM source without a package list. Indexes listed in `trusted-indexes`, files in which every requirement has a hash, and `--no-index` are not reported.",
    why: 'pip treats all indexes as one and takes the highest version. If someone publishes a package with the name of your internal one and a higher version on the public index, pip installs that instead (dependency confusion). uv asks one index after another and stops at the first that has the name.',
    fix: 'Serve everything from one index that mirrors the public one (`--index-url`), or install the second index\'s packages in a separate step with `--index-url`. With uv, mark the index `explicit = true` and name it under `[tool.uv.sources]`; with Poetry, set `priority = "explicit"` and give the packages a `source`; in a Pipfile, every source but the first is explicit, and `index = "…"` names it. The quick fix writes this for uv and Poetry where the tool\'s lock file says which packages come from the index, or it is PyTorch\'s. pip has no such form: use one index, or a step for each. Hashes on every requirement also close the hole. If the index is intended, add it to `trusted-indexes`.',
    references: [
      'https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url',
      'https://docs.astral.sh/uv/concepts/indexes/',
    ],
  },
  listen: { requirementOptions: { check }, reads: INSTALLING },
});

/** Those that ask one index after the other, and stop at the first that has the name. */
const ASKING_IN_ORDER: ReadonlySet<RequirementsFacts['installer']> = new Set(['uv', 'pixi']);

function check(option: RequirementOption, context: RequirementsContext): void {
  const { facts, policy } = context;
  const { installer = facts.installer } = option;
  const inOrder = ASKING_IN_ORDER.has(installer);
  const extra = option.name === '--extra-index-url' || (inOrder && option.name === '--index');
  if (!extra || option.value === null) return;
  const options = indexOptionsOf(facts);
  const url = unnamed(option.value);
  if (options.closed || addsNothing(url, options, policy.trustedIndexes)) return;
  const vendor = mlIndexOf(url) ?? (isPublicIndex(url) && options.main !== null ? mlIndexOf(options.main) : null);
  const merges = !inOrder || options.unsafeStrategy;
  context.report({
    range: option.valueRange ?? option.range,
    severity: merges && vendor === null ? 'warning' : 'info',
    message: messageOf(vendor, merges, installer),
    fixes: explicitForm(option, facts, context.project.ask(locksNear)),
  });
}

/** An index that is meant, one of this machine, or the public one beside itself. */
function addsNothing(url: string, { main }: IndexOptions, trusted: readonly string[]): boolean {
  if (isTrustedIndex(url, trusted) || isThisMachine(readUrl(url, { start: 0, end: url.length })?.host ?? ''))
    return true;
  return isPublicIndex(url) && (main === null || isPublicIndex(main) || isTrustedIndex(main, trusted));
}

function messageOf(vendor: string | null, merges: boolean, installer: RequirementsFacts['installer']): string {
  if (!merges) return 'uv asks this index before the public one, for every name it has.';
  if (vendor !== null) return `pip merges the ${vendor} index with the public one: an install can switch between them.`;
  if (installer === 'poetry') return 'Dependency confusion: Poetry takes packages from this source or the public one.';
  return 'Dependency confusion: the highest version wins, from whichever index it comes.';
}

import type { ArtifactFinding, ArtifactVerdict } from '../../../analysis/artifacts/verdict';
import type { ArtifactRule } from '../../../analysis/artifacts/sign-meanings';
import { mayBeModelFile, modelFile } from '../../../analysis/artifacts/model-file';
import type { ConfigFacts } from '../../../core/config-facts';
import type { Range } from '../../../core/range';
import type { Context, Listeners } from '../../../core/rule';

/** Further findings of a file that the detail has room for. */
const FURTHER = 4;
const START: Range = { start: 0, end: 0 };

/**
 * Listens to files that may hold a model, and tells what one rule finds in them: one finding a file, the gravest, with the others as
 * its detail.
 */
export const inModelFiles = (
  rule: ArtifactRule,
  /** Only of files that are found to be this: who should not load a file at all needs no advice how. */
  only?: ArtifactVerdict,
): Pick<Documents, 'model-file'> => ({
  'model-file': { check: ({ path }, context) => check({ rule, only }, path, context, null) },
});

/** The same, also of the hub's configurations, where it stands at the key that it is about. */
export const inModelFolders = (rule: ArtifactRule): Documents => ({
  ...inModelFiles(rule),
  config: {
    check: (facts, context) => {
      if (mayBeModelFile(facts.path)) check({ rule, only: undefined }, facts.path, context, facts);
    },
  },
});

type Documents = NonNullable<Listeners['documents']>;

function check(
  { rule, only }: { readonly rule: ArtifactRule; readonly only: ArtifactVerdict | undefined },
  path: string,
  context: Context,
  facts: ConfigFacts | null,
): void {
  const known = context.project.ask(modelFile, 'files', path);
  const [first, ...others] = known?.findings.filter((each) => each.rule === rule) ?? [];
  if (first === undefined || (only !== undefined && known?.verdict !== only)) return;
  const detail = [placeOf(first), ...others.slice(0, FURTHER).map(({ message }) => withoutStop(message))];
  if (others.length > FURTHER) detail.push(`${others.length - FURTHER} more: see \`touchstone inspect\``);
  context.report({
    range: facts === null ? START : keyAt(facts, first.pointer),
    severity: first.severity,
    message: first.message,
    detail: detail.filter((part) => part !== '').join('. '),
  });
}

/** Where in the file it stands, as people look it up. */
const placeOf = ({ offset, pointer }: ArtifactFinding): string =>
  [pointer === null ? '' : `In ${pointer}`, offset === null ? '' : `at byte ${offset}`]
    .filter((part) => part !== '')
    .join(' ')
    .replace(/^at/, 'At');

const withoutStop = (message: string): string => message.replace(/\.$/, '');

/** The key that a JSON pointer (RFC 6901) leads to, or the nearest one above it; the beginning of the file where there is none. */
function keyAt({ entries }: ConfigFacts, pointer: string | null): Range {
  const wanted = (pointer ?? '')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (wanted.length === 0) return START;
  const below = entries.find(({ keys }) => wanted.every((key, index) => keys[index] === key));
  return below?.keyRange ?? below?.valueRange ?? START;
}

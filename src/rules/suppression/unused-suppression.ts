import type { Fix } from '../../core/finding';
import type { Range } from '../../core/range';
import { defineRule, type Context, type Report } from '../../core/rule';
import type { SuppressedRule, SuppressionFact } from '../../core/suppression-facts';

export default defineRule({
  id: 'unused-suppression',
  severity: 'hint',
  category: 'suppression',
  title: 'Suppression comment without effect',
  cwe: 1116,
  docs: {
    what: `A \`touchstone: ignore\` comment that silences nothing: there is no such finding in its reach, no such rule, no such date, no rule in brackets, or no reason.

A comment reaches:

- the line that it is on, or, on a line of its own, the next line. Several may follow one another.
- everything that the next line begins, if that goes on over several lines: a Python statement with its brackets and strings (of \`if\`, \`for\`, \`with\`, \`def\` and \`class\` only the header), a shell command with \`\\\` at its line ends or a heredoc, a Dockerfile instruction, a requirement with its hashes, a value in YAML, TOML or \`.env\`. A comment after the last line of one reaches it too. Above a list it does not reach every item, and inside brackets only what begins on the next line.
- in a notebook, nothing beyond its cell. In the first lines of a cell it reaches the outputs as well.
- with \`ignore-file\`, the whole file or notebook, wherever the comment is.

Use whatever starts a comment in the format: \`#\`, \`;\` in INI, \`!\` in Java properties, \`//\` and \`/* … */\` in JSON with comments and Terraform variables.`,
    why: 'A comment that silences nothing today silences the next finding there, which nobody has reviewed. One with a mistake in it does not do what its author thinks.',
    fix: `Remove the comment, or the rule that it does not need. Where an id is a near miss, or a date is unambiguous, the fix corrects it. No fix is applied automatically: findings may depend on the versions installed here.

Not reported: rules that did not run or are switched off, files that were not read or judged to the end, expired comments (a note says so), and \`# nosec\` and \`# noqa\`, which are for other tools. To keep a comment that is needed elsewhere, name \`unused-suppression\` in it too.`,
    references: ['https://peps.python.org/pep-0008/#comments'],
  },
  listen: { suppressions: { check } },
});

const ID = 'unused-suppression';
/** Units of names that a title repeats. */
const SHOWN = 40;

function check(comment: SuppressionFact, context: Context): void {
  for (const report of [...namingNothing(comment), ...refusing(comment), ...silencingNothing(comment)])
    context.report(report);
}

/** Names that no rule has. */
function namingNothing({ rules, removal }: SuppressionFact): readonly Report[] {
  return rules
    .filter(({ state }) => state === 'unknown')
    .map(({ id, range, suggestion, removal: own }) => {
      // What is no name of a rule may be anything, a key too.
      const shown = /^[a-z*_-]{1,40}$/.test(id) ? ` ${id}` : ' of this name';
      return {
        range,
        message: `There is no rule${shown}${suggestion ? `; did you mean ${suggestion}?` : ', so this silences nothing.'}`,
        fixes: [
          suggestion && !rules.some((other) => other.id === suggestion)
            ? replacing(`Write ${suggestion}`, range, suggestion)
            : rules.length > 1
              ? replacing('Remove this name', own, '')
              : replacing('Remove the comment', removal, ''),
        ],
      };
    });
}

/** Comments that can silence nothing as they are written. */
function refusing({ range, removal, refused, until, list, reached }: SuppressionFact): readonly Report[] {
  const remove = replacing('Remove the comment', removal, '');
  switch (refused) {
    case 'no-rule': {
      const names = reached.join(', ');
      const name = `Name ${names.length <= SHOWN ? names : 'the rules found here'}`;
      const fix = names === '' ? remove : replacing(name, list, `[${names}]`);
      return [{ range, message: 'This comment names no rule in brackets, so it silences nothing.', fixes: [fix] }];
    }
    case 'no-reason':
      return [{ range, message: 'This comment gives no reason, so it silences nothing.', fixes: [remove] }];
    case 'no-date': {
      const { text, meant, range: date } = until!;
      const message = `${text} is no date like 2027-01-31, so this comment silences nothing.`;
      return [{ range: date, message, fixes: [meant ? replacing(`Write ${meant}`, date, meant) : remove] }];
    }
    default:
      return [];
  }
}

/** Rules of which nothing was found where the comment counts. */
function silencingNothing({ rules, range, removal, wholeFile }: SuppressionFact): readonly Report[] {
  const unused = rules.filter(({ id, state }) => state === 'unused' && id !== ID);
  if (unused.length === 0) return [];
  const where = wholeFile ? 'in this file' : 'here';
  const others = rules.filter((rule) => !unused.includes(rule) && rule.id !== ID);
  if (others.length === 0)
    return [
      {
        range,
        message: `This comment silences nothing: no ${namesOf(unused)} ${where}.`,
        fixes: [replacing('Remove the comment', removal, '')],
      },
    ];
  return unused.map((rule) => ({
    range: rule.range,
    message: `This silences nothing: no ${rule.id} ${where}.`,
    fixes: [replacing(`Remove ${rule.id}`, rule.removal, '')],
  }));
}

const namesOf = (rules: readonly SuppressedRule[]): string =>
  rules.length > 2 ? 'finding of these rules' : rules.map(({ id }) => id).join(' or ');

const replacing = (title: string, range: Range, text: string): Fix => ({
  title,
  safety: 'unsafe',
  edits: [{ range, text }],
});

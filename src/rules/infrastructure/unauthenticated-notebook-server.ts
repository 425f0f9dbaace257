import type { Fix } from '../../core/finding';
import type { CommandFact } from '../../core/command-facts';
import type { AssignmentFact, StringFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext, type CommandContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { withoutStatement } from '../../readers/python/edits';
import { SHELL_CELL } from '../../readers/shell/shell-cells';
import { judgeNotebookCommand, notebookMessage, withoutNotebookOptions } from './servers/notebook-options';

export default defineRule({
  id: 'unauthenticated-notebook-server',
  severity: 'error',
  category: 'infrastructure',
  title: 'Notebook server without a password',
  cwe: 306,
  atlas: ['AML.T0049', 'AML.T0050'],
  docs: {
    what: 'A Jupyter server asks for no token (`c.ServerApp.token = ""`, `--NotebookApp.token=""`, `--IdentityProvider.token=`), skips the check against cross-site requests, or accepts any origin. Combined with an address that other machines can reach, it is an error.',
    why: "Anyone who reaches a notebook server without a token runs code with its user's permissions. Even on `localhost`, a web page that the user visits can do so if origin checks are off.",
    fix: 'Leave the token on; Jupyter creates one at each start. For a fixed one, set a hashed password with `jupyter server password`. The quick fix removes the setting or option, so that the server creates a token again; it is not offered inside Python strings.',
    references: ['https://jupyter-server.readthedocs.io/en/latest/operators/security.html'],
  },
  listen: {
    // Settings of a server: `c.ServerApp.token`. Everybody else's tokens are many.
    assignments: {
      triggers: ['token', 'password', 'allow_origin'],
      near: { before: /(?:App|Provider)\s*\.\s*(?:hashed_)?$/ },
      accepts: (name) => /^(?:token|password|hashed_password|allow_origin)$/.test(name),
      check: checkAssignment,
    },
    strings: {
      triggers: ['App.token', 'App.password', 'IdentityProvider.', 'App.disable_check_xsrf', 'App.allow_origin'],
      valuesOnly: true,
      check: checkString,
    },
    commands: { check: checkCommand },
  },
});

/** In a configuration file: `c.NotebookApp.token = ""`. An empty password is the default and says nothing without an empty token. */
function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  const match = /(?:^|\.)(?:NotebookApp|ServerApp|LabApp|IdentityProvider|PasswordIdentityProvider)\.(\w+)$/.exec(
    fact.target,
  );
  if (!match || fact.role !== 'attribute') return;
  const value = stringOf(fact.value);
  if (fact.name === 'allow_origin')
    return value === '*'
      ? context.report({
          range: fact.range,
          severity: 'warning',
          message: notebookMessage('allow_origin'),
          fixes: withoutSetting(fact, context),
        })
      : undefined;
  if (value !== '') return;
  if (fact.name !== 'token')
    return context.report({
      range: fact.range,
      severity: 'hint',
      message: 'The notebook server has no password: only its token keeps strangers out.',
    });
  context.report({
    range: fact.range,
    severity: 'warning',
    message: notebookMessage('token'),
    fixes: withoutSetting(fact, context),
  });
}

/** Without the setting the server does what is safe: it makes a token, and takes requests of its own pages. */
function withoutSetting({ range }: AssignmentFact, { facts }: PythonContext): Fix[] {
  const edit = withoutStatement(facts, range);
  return edit ? [{ title: 'Remove the setting', safety: 'unsafe', edits: [edit] }] : [];
}

function checkString(string: StringFact, context: PythonContext): void {
  if (string.value === null) return;
  const found = judgeNotebookCommand(string.value);
  if (found) context.report({ range: string.range, ...found });
}

function checkCommand(command: CommandFact, context: CommandContext): void {
  if (command.kind === 'cell' && !SHELL_CELL.test(command.name)) return;
  for (const line of command.body.matchAll(/[^\n]+/g)) {
    const found = judgeNotebookCommand(line[0]);
    const start = command.bodyRange.start + line.index;
    // Who reaches a container is decided elsewhere.
    const contained = context.facts.kind === 'shell' && context.facts.contained;
    if (found)
      context.report({
        range: rangeOf(start, start + line[0].trimEnd().length),
        ...found,
        severity: contained ? 'warning' : found.severity,
        fixes: withoutNotebookOptions(line[0], start),
      });
  }
}

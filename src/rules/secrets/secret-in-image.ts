import { shortened } from '../../analysis/secrets/shortened';
import type { CommandFact } from '../../core/command-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type CommandContext } from '../../core/rule';
import { nameKindOf } from '../../analysis/secrets/names';
import { isStandIn } from '../../analysis/secrets/placeholders';
import { secretsOfShell } from './shell/shell-text';

export default defineRule({
  id: 'secret-in-image',
  severity: 'warning',
  category: 'secrets',
  title: 'Secret in an image',
  cwe: 522,
  atlas: ['AML.T0055', 'AML.T0010.004'],
  docs: {
    what: 'A Dockerfile takes a credential as a build argument (`ARG HF_TOKEN`), sets one as an environment variable (`ENV HF_TOKEN=$HF_TOKEN`), or copies a credentials file (`.env`, `.netrc`, `kaggle.json`, a private key) into the image. Empty values and placeholders are not reported; a literal key is reported as a hardcoded secret.',
    why: "Build arguments and environment variables stay in the image's history and configuration, and a copied file stays in its layer even if a later step deletes it. Anyone who can pull the image can read them.",
    fix: 'Pass credentials to a build step as a secret mount: `RUN --mount=type=secret,id=hf_token,env=HF_TOKEN …` with `docker build --secret id=hf_token,env=HF_TOKEN`. Pass them to the running container when it starts. Keep credentials files out of the build with `.dockerignore`. There is no quick fix: the command that builds the image has to change too.',
    references: [
      'https://docs.docker.com/build/building/secrets/',
      'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
    ],
  },
  listen: { commands: { check } },
});

function check(command: CommandFact, context: CommandContext): void {
  if (command.kind !== 'instruction') return;
  if (command.name === 'arg' || command.name === 'env') checkVariables(command, context);
  else if (command.name === 'copy' || command.name === 'add') checkFiles(command, context);
}

/** `NAME=value` and `NAME`; the value ends where its quotes or its word end. */
const VARIABLE =
  /(?<![^\s])([A-Za-z_]\w{0,100})(?:=("(?:[^"\\]|\\.){0,2000}"|'[^']{0,2000}'|[^\s"']{0,2000}))?(?=\s|$)/g;

function checkVariables(command: CommandFact, context: CommandContext): void {
  const old = command.name === 'env' ? /^(\w+)[ \t]+(?!\w*=)(.*)$/s.exec(command.body) : null;
  const variables = old
    ? [{ name: old[1]!, value: old[2]!.trim(), at: 0 }]
    : [...command.body.matchAll(VARIABLE)].map((match) => ({ name: match[1]!, value: match[2], at: match.index }));
  for (const { name, value, at } of variables) {
    if (nameKindOf(name) === null) continue;
    const bare = value?.replace(/^["']|["']$/g, '') ?? '';
    const isVariable = /^\$\{?\w+/.test(bare);
    // An argument without a value takes it from the command line; a variable without one holds nothing.
    if (
      bare === ''
        ? command.name === 'env'
        : !isVariable && (isStandIn(bare) || secretsOfShell(`${name}=${bare}`).length > 0)
    )
      continue;
    const start = command.bodyRange.start + at;
    context.report({
      range: rangeOf(start, start + name.length),
      message:
        command.name === 'arg'
          ? `${shortened(name)} is a build argument: its value stays in the image history.`
          : `${shortened(name)} becomes part of the image: anyone with the image can read it.`,
      detail:
        command.name === 'arg'
          ? 'Give it to the step that needs it as a secret mount'
          : 'Give it to the container when it starts',
    });
  }
}

/** Files that are made to hold credentials, but not their examples. */
const PRIVATE_FILE =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist)[\w-]+)?|[._]netrc|\.pypirc|\.git-credentials|kaggle\.json|id_(?:rsa|dsa|ecdsa|ed25519)|\.aws(?:\/credentials)?|\.ssh|[\w-]*service[-_]?account[\w-]*\.json|application_default_credentials\.json|secrets\.(?:toml|ya?ml|json|env))\/?$/i;

function checkFiles(command: CommandFact, context: CommandContext): void {
  // From another stage, the file comes out of an image already.
  if (/--from=/.test(context.facts.text.slice(command.range.start, command.bodyRange.start))) return;
  const words = [...command.body.split('\n', 1)[0]!.matchAll(/[^\s"',[\]]+/g)];
  for (const word of words.slice(0, -1)) {
    if (!PRIVATE_FILE.test(word[0])) continue;
    const start = command.bodyRange.start + word.index;
    context.report({
      range: rangeOf(start, start + word[0].length),
      message: `${shortened(word[0])} is copied into the image: anyone with the image can read it.`,
      detail: 'Deleting it in a later step does not take it out of the image',
    });
  }
}

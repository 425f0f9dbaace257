import type { CallFact } from '../../core/python-facts';
import { defineRule, type Near, type PythonContext } from '../../core/rule';
import { PROCESS_CALLEES } from '../../analysis/commands/call-commands';
import { FORMAT_TOKENS, FORMAT_TRIGGERS, KEY_FORMS } from '../../analysis/secrets/formats';
import { reportConfigComment, reportEntry } from './config/config-secrets';
import { reportCommandLine, reportComment, reportCommand, reportString, reportUsage } from './python/python-secrets';
import { reportSessionWords, SESSION_CALLEES, SESSION_TRIGGERS } from './python/command-words';
import { ENVIRONMENT_SINKS, SDK_CALLEES } from '../../analysis/secrets/sinks';
import {
  ENVIRONMENT_TRIGGERS,
  GIVEN_SECRET,
  GIVEN_TRIGGERS,
  NAME_TRIGGERS,
  PASSED_SECRET,
  PAT_TRIGGERS,
  SETTER_TRIGGERS,
  SET_SECRET,
  STANDING_IN,
} from './python/triggers';
import { GIVEN_BY_POSITION } from './python/given-positions';
import { reportText } from './text/text-document';
import { reportInsideComment, reportInsideString } from './text/reports';
import { SINK_WORDS } from './text/sink-words';
import { EMBEDDED, EMBEDDED_TRIGGERS, LOGIN, LOGIN_TRIGGERS, SINK_CALL, WEB_LOGIN } from './text/triggers';
import { usagesOfKeywords, usagesOfPairs, usagesOfPositions, usagesOfWords } from './python/call-usages';
import { usagesOfSetter } from './python/setter-usages';
import { usagesOfAssignment, usagesOfItem } from './python/named-usages';
import { mayHoldItem, mayHoldSecret } from './python/usage';

/** A trigger matters where it stands in what has the form of a key. */
const KEY: Near = { forms: KEY_FORMS };

/**
 * Each secret is reported once. A provider's key with a mark of its own belongs to the string (or comment, command, entry)
 * it stands in; any other secret belongs to the strongest usage of its literal (see `ownership.ts`).
 */
export default defineRule({
  id: 'hardcoded-secret',
  severity: 'error',
  category: 'secrets',
  title: 'Hardcoded secret',
  cwe: 798,
  atlas: ['AML.T0055'],
  docs: {
    what: "Keys, tokens and passwords in Python code, notebook cells of any language (Markdown included), shell scripts, Dockerfiles, comments and configuration files. A key in a provider's recognisable format is always an error. So is a random-looking literal where a provider's SDK takes its key (`wandb.login(key=…)`, `openai.api_key = …`, `WANDB_API_KEY`), and an AWS secret key next to its key id. A random-looking value under a name such as `api_key` or `client_secret`, in an `Authorization` header or in another environment variable is a warning, or information in a telemetry module, whose key ships with every copy of the program. An argument given by position is judged by the name of its parameter, in the same file or another one. A weak literal password is a hint. Placeholders (`your-key`, `<token>`, `EMPTY`, documentation keys), names of environment variables, tokenizers' special tokens, hashes and commits are not reported, nor are configuration files that git ignores.",
    why: 'Everyone who gets the file gets the key: through the repository and its history, shared notebooks, containers and model archives. Scanners find public keys within minutes; your private models, your data and the bill are theirs.',
    fix: 'Rotate the key first: anything committed stays in the history. Then read it from the environment (`os.environ["HF_TOKEN"]`), from a `.env` file that git ignores, or from a secrets manager. All fixes for this rule are marked unsafe and are never applied in bulk, because the program fails until the variable is set: VS Code\'s Python extension loads `.env` when it runs a file; a plain shell needs `python-dotenv` or `export`. In YAML, TOML, JSON and INI, a fix is offered only where the loader fills in variables (Hydra and OmegaConf, Compose, GitHub workflows).',
    references: ['https://huggingface.co/docs/hub/security-tokens'],
  },
  listen: {
    strings: [
      { triggers: FORMAT_TRIGGERS, tokens: FORMAT_TOKENS, near: KEY, check: reportString },
      { triggers: ['://'], near: WEB_LOGIN, check: reportString },
      { triggers: EMBEDDED_TRIGGERS, near: EMBEDDED, check: reportInsideString },
      { triggers: SINK_WORDS, near: SINK_CALL, check: reportInsideString },
      { triggers: LOGIN_TRIGGERS, near: LOGIN, check: reportInsideString },
      { triggers: ['kind: secret'], check: reportInsideString },
    ],
    comments: [
      { triggers: FORMAT_TRIGGERS, tokens: FORMAT_TOKENS, near: KEY, check: reportComment },
      { triggers: ['://'], near: WEB_LOGIN, check: reportComment },
      { triggers: EMBEDDED_TRIGGERS, near: EMBEDDED, check: reportInsideComment },
      { triggers: SINK_WORDS, near: SINK_CALL, check: reportInsideComment },
      { triggers: LOGIN_TRIGGERS, near: LOGIN, check: reportInsideComment },
    ],
    assignments: {
      triggers: NAME_TRIGGERS,
      near: GIVEN_SECRET,
      accepts: mayHoldSecret,
      check: (assignment, context) =>
        usagesOfAssignment(assignment, context.facts).forEach((usage) => reportUsage(usage, context)),
    },
    dictItems: {
      triggers: NAME_TRIGGERS,
      near: GIVEN_SECRET,
      accepts: mayHoldItem,
      check: (item, context) => usagesOfItem(item, context.facts).forEach((usage) => reportUsage(usage, context)),
    },
    calls: [
      { callees: ['**'], triggers: GIVEN_TRIGGERS, near: PASSED_SECRET, check: reportGiven },
      { callees: ['**'], triggers: PAT_TRIGGERS, near: GIVEN_SECRET, check: reportGiven },
      {
        callees: ['**'],
        triggers: SETTER_TRIGGERS,
        near: SET_SECRET,
        check: (call, context) => usagesOfSetter(call).forEach((usage) => reportUsage(usage, context)),
      },
      {
        callees: PROCESS_CALLEES,
        check: reportCommandLine,
      },
      { callees: SESSION_CALLEES, triggers: SESSION_TRIGGERS, check: reportSessionWords },
      {
        callees: SDK_CALLEES,
        check: (call, context) => usagesOfPositions(call).forEach((usage) => reportUsage(usage, context)),
      },
      {
        callees: [...ENVIRONMENT_SINKS.set, ...ENVIRONMENT_SINKS.read],
        triggers: ENVIRONMENT_TRIGGERS,
        near: STANDING_IN,
        check: (call, context) => usagesOfPositions(call).forEach((usage) => reportUsage(usage, context)),
      },
    ],
    drawn: GIVEN_BY_POSITION,
    commands: { check: reportCommand },
    config: { check: reportEntry },
    configComments: { triggers: [...FORMAT_TRIGGERS, ...NAME_TRIGGERS, '://'], check: reportConfigComment },
    documents: { text: { check: reportText } },
  },
});

function reportGiven(call: CallFact, context: PythonContext): void {
  for (const usage of [...usagesOfKeywords(call), ...usagesOfWords(call), ...usagesOfPairs(call)])
    reportUsage(usage, context);
}

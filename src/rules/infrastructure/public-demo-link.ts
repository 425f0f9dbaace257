import type { Severity } from '../../core/finding';
import { argumentOf, type AssignmentFact, type CallFact, type DictItemFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { isDefault, stringOf, truthOf } from '../../core/value';
import { setKeyword } from '../../readers/python/edits';
import { turnedOff } from '../../readers/python/switch-edit';
import { isGradio } from './servers/servers';

export default defineRule({
  id: 'public-demo-link',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Demo published through a public link',
  cwe: 668,
  owasp: 'LLM10:2025',
  atlas: ['AML.T0040'],
  docs: {
    what: 'A Gradio demo is opened to the internet: `launch(share=True)` or `GRADIO_SHARE=true`. It is a warning without `auth=`, and information with it or in a notebook, where a hosted kernel often needs the link.',
    why: 'The link leads through a public relay to this machine for up to a week. Anyone who has or guesses it can use the model and its hardware and reach the files that the demo serves; several Gradio vulnerabilities let visitors read any file.',
    fix: 'Remove `share` and reach the demo over a tunnel or your own server. If you need the link, pass `auth=` and stop the demo afterwards.',
    references: ['https://www.gradio.app/guides/sharing-your-app', 'https://nvd.nist.gov/vuln/detail/CVE-2024-1561'],
  },
  listen: {
    calls: [{ callees: ['**.launch'], triggers: ['share=', 'share =', '"share"', "'share'"], check }],
    assignments: { triggers: ['GRADIO_SHARE'], check: checkVariable },
    dictItems: { triggers: ['GRADIO_SHARE'], check: checkVariable },
  },
});

function check(call: CallFact, context: PythonContext): void {
  const share = argumentOf(call, 'share');
  if (!share || truthOf(share.value) !== true || !isGradio(call, context)) return;
  const auth = argumentOf(call, 'auth') ?? argumentOf(call, 'auth_dependency');
  const guarded = auth !== undefined && auth.value.kind !== 'none';
  const severity: Severity = isDefault(share.value) ? 'hint' : guarded || context.notebook ? 'info' : 'warning';
  const edit = share.spread ? null : setKeyword(context.facts, call, 'share', 'False');
  context.report({
    range: share.range,
    severity,
    fixes: edit ? [{ title: 'Set share=False', safety: 'unsafe', edits: [edit] }] : [],
    message: guarded
      ? 'share=True publishes this demo on the internet; only a password protects it.'
      : 'share=True publishes this demo on the internet without a password.',
  });
}

function checkVariable(fact: AssignmentFact | DictItemFact, context: PythonContext): void {
  const name = 'key' in fact ? fact.key : fact.name;
  if (name !== 'GRADIO_SHARE' || !/^(?:true|1)$/i.test(stringOf(fact.value) ?? '')) return;
  const edit = turnedOff(context.facts, fact.valueRange);
  context.report({
    range: fact.range,
    severity: 'warning',
    message: 'GRADIO_SHARE publishes every demo of this program on the internet.',
    fixes: edit ? [{ title: 'Turn GRADIO_SHARE off', safety: 'unsafe', edits: [edit] }] : [],
  });
}

import { argumentOf, type AssignmentFact, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { isDefault, stringOf, truthOf } from '../../core/value';
import { replaceValue } from '../../readers/python/default-edit';
import { setKeyword } from '../../readers/python/edits';
import { turnedOff } from '../../readers/python/switch-edit';
import { isEveryInterface } from './servers/addresses';
import { isWebApp } from './servers/servers';

export default defineRule({
  id: 'debug-server',
  severity: 'error',
  category: 'infrastructure',
  title: 'Web server in debug mode',
  cwe: 489,
  atlas: ['AML.T0049'],
  docs: {
    what: 'A Flask, Quart or Dash application runs with `debug=True`, `app.debug = True` or `FLASK_DEBUG=1`, or Werkzeug with `use_debugger=True`.',
    why: 'The Werkzeug debugger runs Python for anyone who reaches an error page, and its PIN can be derived from files that other vulnerabilities disclose. On an address that other machines can reach (`0.0.0.0`) this is an error.',
    fix: 'Turn on debug mode from the command line while you develop (`flask run --debug`), and serve models with a production server such as gunicorn or uvicorn.',
    references: [
      'https://flask.palletsprojects.com/en/stable/debugging/',
      'https://werkzeug.palletsprojects.com/en/stable/debug/',
    ],
  },
  listen: {
    calls: [
      {
        callees: ['**.run', '**.run_server'],
        triggers: ['debug=', 'debug =', '"debug"', "'debug'"],
        follows: true,
        check: checkRun,
      },
      { callees: ['werkzeug.serving.run_simple', 'werkzeug.run_simple'], check: checkSimple },
      { callees: ['flask.Flask', 'quart.Quart', 'dash.Dash'], beside: ['debug'], check: checkApplication },
    ],
    assignments: { triggers: ['FLASK_DEBUG'], check: checkVariable },
  },
});

function checkRun(call: CallFact, context: PythonContext): void {
  const debug =
    argumentOf(call, 'debug') ?? (/^(?:flask|quart)\b/.test(call.callee) ? argumentOf(call, 'debug', 2) : undefined);
  if (!debug || truthOf(debug.value) !== true || !isWebApp(call, context)) return;
  const open = isEveryInterface(stringOf(argumentOf(call, 'host', 0)?.value));
  const edit = debug.spread
    ? null
    : debug.name === null
      ? replaceValue(context.facts, debug, 'False')
      : setKeyword(context.facts, call, 'debug', 'False');
  context.report({
    range: debug.range,
    severity: isDefault(debug.value) ? 'hint' : open ? 'error' : 'warning',
    fixes: edit ? [{ title: 'Set debug=False', safety: 'unsafe', edits: [edit] }] : [],
    message: `Debug mode lets anyone who sees an error page run Python${open ? '; it listens on every interface' : ' here'}.`,
  });
}

function checkSimple(call: CallFact, context: PythonContext): void {
  const debugger_ = argumentOf(call, 'use_debugger', 4);
  if (!debugger_ || truthOf(debugger_.value) !== true || isDefault(debugger_.value)) return;
  const edit = debugger_.name === null ? null : setKeyword(context.facts, call, 'use_debugger', 'False');
  context.report({
    range: debugger_.range,
    severity: 'warning',
    message: 'The debugger lets anyone who sees an error page run Python here.',
    fixes: edit ? [{ title: 'Set use_debugger=False', safety: 'unsafe', edits: [edit] }] : [],
  });
}

/** `app.debug = True`, `app.config["DEBUG"] = True` of an application that was made before. */
function checkApplication(call: CallFact, context: PythonContext): void {
  const { assignments } = context.facts;
  const name = assignments.find(
    (fact) =>
      fact.scope === call.scope && fact.valueRange.start === call.range.start && fact.valueRange.end === call.range.end,
  )?.target;
  for (const fact of assignments) {
    if (
      fact.scope !== call.scope ||
      fact.range.start < call.range.end ||
      fact.value.kind !== 'boolean' ||
      truthOf(fact.value) !== true ||
      isDefault(fact.value)
    )
      continue;
    const switched =
      (fact.role === 'attribute' && fact.name === 'debug' && fact.target === `${name}.debug`) ||
      (fact.role === 'subscript' && fact.name === 'DEBUG' && fact.target === `${name}.config`);
    if (switched) report(fact, context);
  }
}

/** `os.environ["FLASK_DEBUG"] = "1"` */
function checkVariable(fact: AssignmentFact, context: PythonContext): void {
  if (fact.role === 'subscript' && /^(?:1|true|yes|on)$/i.test(stringOf(fact.value) ?? '')) report(fact, context);
}

function report(fact: AssignmentFact, context: PythonContext): void {
  const edit = turnedOff(context.facts, fact.valueRange);
  context.report({
    range: fact.range,
    severity: 'warning',
    fixes: edit ? [{ title: 'Turn debug mode off', safety: 'unsafe', edits: [edit] }] : [],
    message: 'Debug mode lets anyone who sees an error page run Python here.',
  });
}

import { argumentOf, type AssignmentFact, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, truthOf } from '../../core/value';
import { replaceWith, setKeyword } from '../../python/edits';
import { isDefault, isEveryInterface, isWebApp } from './servers';

export default defineRule({
  id: 'debug-server',
  severity: 'error',
  category: 'infrastructure',
  title: 'Web server in debug mode',
  cwe: 489,
  docs: {
    what: 'A Flask, Quart or Dash application runs with `debug=True`, `app.debug = True` or `FLASK_DEBUG=1`, or Werkzeug with `use_debugger=True`.',
    why: 'The debugger of Werkzeug runs Python for whoever reaches an error page; its PIN can be worked out from files that other holes disclose. On an address that others reach (`0.0.0.0`) it is an error.',
    fix: 'Turn debug mode on by the command line while developing (`flask run --debug`), and serve models with a production server such as gunicorn or uvicorn.',
    references: ['https://flask.palletsprojects.com/en/stable/debugging/', 'https://werkzeug.palletsprojects.com/en/stable/debug/'],
  },
  listen: {
    calls: [
      { callees: ['**.run', '**.run_server'], triggers: ['debug'], check: checkRun },
      { callees: ['werkzeug.serving.run_simple', 'werkzeug.run_simple'], check: checkSimple },
    ],
    assignments: { triggers: ['FLASK_DEBUG', 'debug'], anyValue: true, accepts: (name) => /^(?:FLASK_DEBUG|debug)$/.test(name), check: checkAssignment },
  },
});

function checkRun(call: CallFact, context: PythonContext): void {
  const debug = argumentOf(call, 'debug') ?? (/^(?:flask|quart)\b/.test(call.callee) ? argumentOf(call, 'debug', 2) : undefined);
  if (!debug || truthOf(debug.value) !== true || !isWebApp(call, context)) return;
  const open = isEveryInterface(stringOf((argumentOf(call, 'host', 0))?.value));
  const edit = debug.spread ? null : debug.name === null ? replaceWith(debug.valueRange, 'False') : setKeyword(context.facts, call, 'debug', 'False');
  context.report({
    range: debug.range, severity: isDefault(debug.value) ? 'hint' : open ? 'error' : 'warning', fixes: edit ? [{ title: 'Set debug=False', safety: 'unsafe', edits: [edit] }] : [],
    message: `Debug mode lets whoever reaches an error page of this server run Python on it${open ? ', and it listens on every interface' : ''}.`,
  });
}

function checkSimple(call: CallFact, context: PythonContext): void {
  const debugger_ = argumentOf(call, 'use_debugger', 4);
  if (!debugger_ || truthOf(debugger_.value) !== true || isDefault(debugger_.value)) return;
  const edit = debugger_.name === null ? null : setKeyword(context.facts, call, 'use_debugger', 'False');
  context.report({ range: debugger_.range, severity: 'warning', message: 'The debugger lets whoever reaches an error page of this server run Python on it.', fixes: edit ? [{ title: 'Set use_debugger=False', safety: 'unsafe', edits: [edit] }] : [] });
}

/** `app.debug = True` on a Flask application, `os.environ["FLASK_DEBUG"] = "1"` */
function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  const variable = fact.name === 'FLASK_DEBUG' && (fact.role === 'subscript' ? /^(?:1|true|yes|on)$/i.test(stringOf(fact.value) ?? '') : false);
  const owner = fact.target.slice(0, Math.max(0, fact.target.lastIndexOf('.')));
  const made = fact.role === 'attribute' && fact.name === 'debug' && truthOf(fact.value) === true
    && context.facts.assignments.some((other) => other.target === owner && other.value.kind === 'result' && /^(?:flask|quart)\.(?:Flask|Quart)$|^dash\.Dash$/.test(other.value.callee));
  if (variable || made) context.report({ range: fact.range, severity: 'warning', message: 'Debug mode lets whoever reaches an error page of this server run Python on it.' });
}

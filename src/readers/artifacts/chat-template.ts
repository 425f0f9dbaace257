import type { ArtifactPart, ArtifactRecord } from './artifact-record';

/** Longest template that is looked into; real ones have up to 30 KB. */
const LONGEST = 1 << 20;

/** Attributes of Python itself, through which an object leads to all others. */
const OWN =
  'class|mro|base|bases|subclasses|init|globals|builtins|import|dict|getattr|getattribute|self|func|code|closure|module|call|' +
  'reduce|reduce_ex|new|del|get|set|name|qualname|weakref|slots|annotations|defaults|kwdefaults|loader|spec|file|path|cached|' +
  'subclasshook|init_subclass|getitem|setitem|delattr|setattr|dir|format|enter|exit|iter|next|wrapped|objclass|traceback|' +
  'context|main|doc|hash|str|repr|len|add|mul|getstate|setstate';
const REVERSED = OWN.split('|')
  .map((name) => [...name].reverse().join(''))
  .join('|');
/** What reaches past the data that a template is given: such attributes, and the objects of Jinja that lead there. */
const ATTRIBUTES = new RegExp(
  `__(?:${OWN})__|__(?:${REVERSED})__|\\b(?:func_globals|gi_frame|gi_code|cr_frame|f_back|f_globals|f_builtins|tb_frame|mro)\\b`,
  'i',
);
/** Spelled so that who searches for underscores does not find them. */
const HIDDEN =
  /\\x5f|\\u005f|\\137|["']_["']\s*(?:~\s*["']_|\+\s*["']_)|["']_+["']\s*\)?\s*\*\s*\d|\brequest\s*[.|[]|["']_+["']\s*,\s*["']\w+["']\s*\]\s*\|\s*join/i;
const REACHING = /\|\s*attr\s*\(|\b(?:lipsum|cycler|joiner|self|config|url_for|get_flashed_messages)\s*[.[|]/;
/** Names that are put together: halves with underscores, `%c`, letters of what Python writes of an object, an attribute by a variable. */
const ASSEMBLED =
  /["'](?:__[a-z]+|[a-z]+__)["']\s*[+~,\])|]|%c[^"']{0,40}["']\s*(?:\||%)|\(\s*\)\s*\|\s*(?:select|reject|map)|\|\s*(?:select|reject|batch|unique)\b[^|}]{0,40}\|\s*string\b|["']\s*\[\s*[a-z_][\w.]*\s*[~+]/i;
const RUNNING =
  /\b(?:os|subprocess|sys|importlib)\s*\.\s*(?:popen|system|run|Popen|modules|import_module)\b|\b(?:popen|eval|exec|__import__|import_module)\s*\(/;
const LOADING = /\{%-?\s*(?:include|import|from|extends)\b/;

/** What in a template is no business of one: `attack` reaches Python, `reach` may. */
export function templateReach(
  template: string,
): { readonly what: string; readonly at: number; readonly isAttack: boolean } | null {
  for (const [at, code] of jinjaCode(template)) {
    for (const pattern of [ATTRIBUTES, HIDDEN, RUNNING]) {
      const match = pattern.exec(code);
      if (match) return { what: match[0].trim(), at: at + match.index, isAttack: true };
    }
    const match = REACHING.exec(code) ?? ASSEMBLED.exec(code) ?? LOADING.exec(code);
    if (match) return { what: match[0].trim(), at: at + match.index, isAttack: false };
  }
  return null;
}

/** Notes a template and what in it is odd. `offset` is where it begins. */
export function readTemplate(
  template: string,
  part: ArtifactPart,
  record: ArtifactRecord,
  offset: number | null,
  pointer: string | null,
): void {
  record.budget.step(template.length >> 4);
  const text = template.slice(0, LONGEST);
  record.template(part, pointer, text);
  if (template.length > LONGEST) record.sign('over-budget', part, offset, 'template', pointer);
  const reach = templateReach(text);
  if (reach)
    record.sign('chat-template', part, offset, `${reach.isAttack ? 'attack' : 'reach'}: ${reach.what}`, pointer);
}

/** What stands between `{{ }}` and `{% %}`, with its place; text and comments are data. */
function* jinjaCode(template: string): Generator<readonly [at: number, code: string]> {
  for (let at = 0; ;) {
    const start = template.indexOf('{', at);
    if (start < 0 || start + 1 >= template.length) return;
    const sign = template[start + 1]!;
    if (sign === '#') {
      const end = template.indexOf('#}', start + 2);
      if (end < 0) return;
      at = end + 2;
    } else if (sign === '{' || sign === '%') {
      const end = codeEnd(template, start + 2, sign === '{' ? '}}' : '%}');
      yield [start, template.slice(start, end)];
      at = end;
    } else at = start + 1;
  }
}

/** Where code ends, as Jinja's lexer has it: neither within a text nor within brackets; the end of the template where it does not. */
function codeEnd(template: string, from: number, mark: '}}' | '%}'): number {
  let depth = 0;
  for (let at = from; at < template.length; at++) {
    const sign = template[at]!;
    if (depth === 0 && template.startsWith(mark, at)) return at + 2;
    if (sign === '"' || sign === "'") {
      for (at++; at < template.length && template[at] !== sign; at++) if (template[at] === '\\') at++;
    } else if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth = Math.max(depth - 1, 0);
  }
  return template.length;
}

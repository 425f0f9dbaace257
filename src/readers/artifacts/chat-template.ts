import type { ArtifactPart, ArtifactRecord } from './artifact-record';

/** Longest template that is looked into; real ones have up to 30 KB. */
const LONGEST = 1 << 20;

/** What reaches past the data that a template is given: Python's own attributes, and the objects of Jinja that lead there. */
const ATTRIBUTES =
  /__[a-z][a-z0-9_]{0,40}__|\b(?:func_globals|gi_frame|gi_code|cr_frame|f_globals|f_builtins|tb_frame|mro)\b/;
/** Spelled so that who searches for underscores does not find them. */
const HIDDEN =
  /\\x5f|\\u005f|\\137|["']_["']\s*(?:\*\s*2|~\s*["']_|\+\s*["']_)|\brequest\s*[.|[]|["']_+["']\s*,\s*["']\w+["']\s*\]\s*\|\s*join/i;
const REACHING = /\|\s*attr\s*\(|\b(?:lipsum|cycler|joiner|self|config|url_for|get_flashed_messages)\s*[.[|]/;
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
    const match = REACHING.exec(code) ?? LOADING.exec(code);
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
      const end = template.indexOf(sign === '{' ? '}}' : '%}', start + 2);
      yield [start, template.slice(start, end < 0 ? undefined : end + 2)];
      if (end < 0) return;
      at = end + 2;
    } else at = start + 1;
  }
}

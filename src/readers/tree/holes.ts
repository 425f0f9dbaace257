/** Stands for what a template fills in, one for each character: of the private use area, so that no text has it by itself. */
export const MASK = '\uE0C5';

/**
 * A text whose `{{ … }}` a chart or Jinja fills in, made readable at equal length: what stands alone on its lines (`{{- if … }}`) is
 * blank, anything else a value that nobody knows. Sources: Go text/template; Jinja, Template Designer Documentation.
 */
export function masked(text: string): string {
  const blank = text
    .replace(/^[ \t]*(?:\{\{[^\n]{0,2000}?\}\}|\{%[^\n]{0,2000}?%\})[ \t]*(?=\r?$)/gm, spaces)
    .replace(/^[ \t]*\{\{-?[ \t]*\/\*(?:(?!\*\/)[^]){0,10000}\*\/[ \t]*-?\}\}[ \t]*(?=\r?$)/gm, spaces);
  return blank.replace(/(?<!\$)\{\{[^\n]{0,2000}?\}\}|\{%[^\n]{0,2000}?%\}/g, (hole) => MASK.repeat(hole.length));
}

const spaces = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** Whether a template may stand in a text. */
export const hasTemplate = (text: string): boolean => /(?<!\$)\{\{|\{%/.test(text);

/**
 * Whether anything else than the text itself says what a value is: a template, an expression, a variable. `$(NAME)` of Kubernetes and
 * `${NAME}` of Compose count as such where they are all of the value: a script has many that its shell fills in.
 */
export const hasHole = (text: string): boolean =>
  text.includes(MASK) ||
  (text.includes('{{') && /\{\{[^\n]{0,2000}?\}\}/.test(text) && !/[\n ]\S/.test(withoutHoles(text).trim())) ||
  /^\s*(?:\$\{[^{}\n]{1,500}\}|\$\([\w.-]{1,200}\)|\$\w{1,100}|<[\w -]{1,100}>)\s*$/.test(text);

const withoutHoles = (text: string): string => text.replace(/\$?\{\{[^\n]{0,2000}?\}\}/g, '');

import type { Scalar } from 'yaml';
import { MappedText } from '../../core/mapped-text';
import { scalarText, type ScalarText } from '../config/yaml-scalar';
import { readEmbedded } from '../embedded';
import { endsOpen } from '../shell/shell-script';
import type { Part, Reading, ReadingTools } from '../reading';
import type { JobScripts, Runner } from './steps';

/** What a script is read as, by what runs it. */
const NAMES: Readonly<Record<Exclude<Runner, 'other'>, string>> = {
  shell: 'step.sh',
  python: 'step.py',
  powershell: 'step.ps1',
  batch: 'step.bat',
};

/**
 * Reads the scripts of a job as the files that they stand for: all for one shell as one, because they share a folder, any other
 * for itself. What the service fills in before is a variable that nobody knows.
 */
export function readScripts(
  job: JobScripts,
  host: Pick<Part, 'placement' | 'text'>,
  folder: string,
  tools: ReadingTools,
): readonly Promise<Reading>[] {
  const views = { code: filledWith(host.text, asVariable), python: filledWith(host.text, asName) };
  const textOf = (node: Scalar, runner: Runner): ScalarText | null =>
    scalarText(node, runner === 'python' ? views.python : views.code);
  const shell = job.filter(({ runner }) => runner === 'shell').flatMap(({ node }) => textOf(node, 'shell') ?? []);
  const others = job.flatMap(({ node, runner }) => {
    const text = runner === 'shell' || runner === 'other' ? null : textOf(node, runner);
    return text === null || runner === 'other' ? [] : [{ texts: [text], runner }];
  });
  // A step that is half-typed must not swallow the next one.
  const alone = shell.filter(({ text }) => endsOpen(text.text));
  const together = shell.filter((text) => !alone.includes(text));
  const scripts = [together, ...alone.map((text) => [text])].filter((texts) => texts.length > 0);
  return [...scripts.map((texts) => ({ texts, runner: 'shell' as const })), ...others].flatMap(({ texts, runner }) => {
    const path = `${folder}${NAMES[runner]}`;
    const kind = tools.documentOf(path);
    return kind === null
      ? []
      : [readEmbedded(kind, { path, host, text: oneBelowTheOther(texts), spell: speller(texts) }, tools)];
  });
}

/** Each ends with a line end, which stands where the scalar's content ends: what is put in before it belongs to that. */
function oneBelowTheOther(texts: readonly ScalarText[]): MappedText {
  const sorted = [...texts].sort((a, b) => a.range.start - b.range.start);
  return MappedText.join(
    sorted.flatMap(({ text, contentEnd }) =>
      text.text.endsWith('\n') ? [text] : [text, MappedText.of('\n', 0, 1, contentEnd)],
    ),
  );
}

/** An edit is written as its scalar is; none reaches from one into another. */
const speller =
  (texts: readonly ScalarText[]) =>
  (inserted: string, at: { readonly start: number; readonly end: number }): string | null =>
    texts.find(({ range, contentEnd }) => range.start <= at.start && at.end <= contentEnd)?.spell(inserted, at.start) ??
    null;

/** `${{ matrix.torch }}` of GitHub, `$[[ inputs.torch ]]` of GitLab, each replaced at equal length. */
const filledWith = (text: string, fill: (expression: string) => string): string =>
  /\$(?:\{\{|\[\[)/.test(text) ? text.replace(/\$\{\{[^\n]{0,500}?\}\}|\$\[\[[^\n]{0,500}?\]\]/g, fill) : text;

const asVariable = (expression: string): string => `\${${expression.slice(2, -1).replace(/\W/g, '_')}}`;
const asName = (expression: string): string => expression.replace(/\W/g, '_');

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Requirement, RequirementEntry, RequirementsFacts } from '../../../../src/core/requirement-facts';
import { dockerfile } from '../../../../src/readers/dockerfile/document';
import { parseInstallCommands } from '../../../../src/readers/requirements/requirements';
import { isPinned } from '../../../../src/rules/requirements/pinning/pinning';

/**
 * Install lines as people write them, each with what must be seen in it, labelled by hand: names, versions, `pinned`, `open` (several
 * versions fit), `path`, `url`, a repository that is `moving` or `fixed` at a commit, `unknown` where a variable hides it, and the options
 * that say where packages come from. Most are out of Dockerfiles and notebooks of published source distributions (axolotl, LLaMA-Factory,
 * lm-eval, NeMo Guardrails, ragas, TransformerLens, vLLM, XGBoost), the rest shapes that those do not have. Above the last line of one of
 * a Dockerfile stand the `ARG` and `ENV` that it uses.
 */
export const LABELLED = JSON.parse(readFileSync(path.join(__dirname, 'lines.json'), 'utf8')) as Readonly<
  Record<'dockerfile' | 'notebook', readonly (readonly [line: string, ...labels: string[]])[]>
>;

/** Options that say where packages come from, or which files are read, by the word that a label has for them. */
const SOURCES: Readonly<Record<string, string>> = {
  '--index-url': 'index',
  '--default-index': 'index',
  '--extra-index-url': 'extra',
  '--index': 'extra',
  '--find-links': 'links',
  '--channel': 'channel',
  '--requirement': 'file',
  '--file': 'file',
  '--constraint': 'limit',
};

/** What is seen in a line of a Dockerfile (below `ARG` and `ENV` where it has some), or of a notebook. */
export async function labelsOf(place: 'dockerfile' | 'notebook', text: string): Promise<readonly string[]> {
  if (place === 'notebook') return parseInstallCommands(text, 0, 'a.ipynb').map(labelOf);
  const lines = text.split('\n');
  const command = lines.pop()!;
  const written = ['FROM python:3.12', ...lines, `RUN ${command}`, ''].join('\n');
  const { parts } = await dockerfile.read({ kind: 'text', path: 'Dockerfile', text: written }, {} as never);
  return parts
    .map((part) => part.facts())
    .filter((facts): facts is RequirementsFacts => facts.kind === 'requirements' && facts.form === 'command')
    .map(labelOf);
}

/** `pip: torch ==2.8.0 pinned, numpy open, index https://…` */
const labelOf = ({ installer, entries }: RequirementsFacts): string =>
  `${installer}: ${entries.flatMap((entry) => wordOf(entry) ?? []).join(', ')}`;

function wordOf(entry: RequirementEntry): string | null {
  if (entry.kind === 'invalid') return 'refused';
  if (entry.kind === 'option')
    return Object.hasOwn(SOURCES, entry.name) ? `${SOURCES[entry.name]} ${entry.value}` : null;
  return entry.kind === 'requirement' ? requirementWord(entry) : null;
}

function requirementWord(requirement: Requirement): string {
  const { name, extras, specifiers, reference, dynamic, marker } = requirement;
  const parts = [
    `${name ?? '?'}${extras.length > 0 ? `[${extras.join(',')}]` : ''}`,
    ...specifiers.map(({ operator, version }) => operator + version),
  ];
  if (marker) parts.push('(marker)');
  if (dynamic) return [...parts, 'unknown'].join(' ');
  if (!reference) return [...parts, isPinned(requirement) ? 'pinned' : 'open'].join(' ');
  if (reference.kind !== 'vcs') return [...parts, reference.kind].join(' ');
  const isFixed = /^[0-9a-f]{40}$/.test(reference.revision ?? '');
  return [...parts, reference.revision ? `@${reference.revision}` : '', isFixed ? 'fixed' : 'moving']
    .filter((part) => part !== '')
    .join(' ');
}

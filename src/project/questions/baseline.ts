import { defineQuestion, type Answering, type Question } from '../../core/question';
import { decodeText } from '../text-encoding';

interface BaselineQuestion extends Question {
  readonly path: string;
}

/** Bytes. About a hundred thousand findings; who accepts more wants rules turned off. */
const MAX_BASELINE = 32_000_000;

/** The text of a baseline file; null when there is none that can be read. */
export const baselineText = defineQuestion({
  kind: 'baseline',
  key: (_path, file: string): BaselineQuestion => ({ kind: 'baseline', path: file }),
  async find({ path }, { host }): Promise<string | null> {
    const stat = await host.files.stat(path);
    if (stat?.kind !== 'file' || stat.size > MAX_BASELINE) return null;
    const bytes = await host.files.read(path);
    return bytes && (decodeText(bytes)?.text ?? null);
  },
  nothing: null,
  forgottenWhen: (path, question) => path === null || path === question.path,
  watches: { globs: ['*baseline*.json'] },
});

export const baselineTextAt = (path: string, project: Answering): Promise<string | null> =>
  project.answer(baselineText, { kind: 'baseline', path });

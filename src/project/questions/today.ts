import { defineQuestion, type Answering, type Question } from '../../core/question';

const dayOf = ({ host }: Answering): string => new Date(host.clock.now()).toISOString().slice(0, 10);

/** The date, as `2026-11-30` in UTC. It is told anew each time, and what rests on it holds for that day. */
export const today = defineQuestion({
  kind: 'today',
  key: (): Question => ({ kind: 'today' }),
  find: (_question, project): Promise<string> => Promise.resolve(dayOf(project)),
  nothing: '',
  forgottenWhen: () => false,
  conclude: (_question, project) => ({ answer: dayOf(project), kept: false, counts: true }),
});

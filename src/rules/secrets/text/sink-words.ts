import type { Sink } from '../../../analysis/secrets/sink';
import { SDK_SINKS } from '../../../analysis/secrets/sinks';

/** What an SDK's call takes, as far as a text tells that is no code. */
export type PlacedSink = Pick<Sink, 'label' | 'environment' | 'format'>;

/** Names of calls that many libraries have: they need the library before them. */
const COMMON =
  /^(?:client\w*|asyncclient\w*|login|init|start|api|experiment|api_key|save_token|session|httpbasicauth|add_app_token)$/i;

/** How calls are written that take a key first: `wandb.login(`, and `Pinecone(` where the name is nobody else's. */
const writtenOf = (callee: string): string => {
  const names = callee.split('.').filter((name) => !name.includes('*'));
  const last = names.at(-1)!;
  return COMMON.test(last) ? `${names[0]!}.${last}` : last;
};

const FIRST = SDK_SINKS.filter(({ position, label }) => position === 0 && !/password/i.test(label));

/** The ends of such calls, in lower case. */
export const SINK_WORDS: readonly string[] = [
  ...new Set(FIRST.flatMap(({ callees }) => callees.map((callee) => `${callee.split('.').at(-1)!.toLowerCase()}(`))),
];

/** What all such calls have: most texts have none. */
export const KEY_FIRST = /\([ \t]{0,2}\\?["'][^\s"'\\]{16}/;

/** The calls with what stands first in them. */
export const SINK_CALLS: readonly { readonly pattern: RegExp; readonly sink: PlacedSink }[] = FIRST.map((sink) => ({
  sink,
  pattern: new RegExp(
    `(?<![\\w.])(?:\\w{1,40}\\.){0,4}(?:${[...new Set(sink.callees.map(writtenOf))]
      .map((name) => name.replace(/\./g, '\\.(?:\\w{1,40}\\.){0,3}'))
      .join('|')})\\([ \\t]{0,2}\\\\?["'](?<value>[^\\s"'\\\\]{16,500})\\\\?["']`,
    'dg',
  ),
}));

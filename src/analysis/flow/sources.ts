import type { Flow, FlowNode } from './flow';
import { sourceOfCall } from './sources/calls';
import { sourceOfParameter } from './sources/parameters';
import { sourceOfPlace } from './sources/places';

/**
 * Where a value comes from that the program does not decide. `request`: a web request, or what somebody types into a page that the
 * program serves. `network`: the answer of a server. `download`: a file that is downloaded. `message`: out of a queue or a socket.
 * `model`: what a language model wrote. `tool`: what an agent gives its tool. `data`: the content of a data or configuration file.
 * `file`: that of any other. `typed`: at a terminal. `widget`: into a control of a notebook or an app.
 */
export type SourceKind =
  | 'request'
  | 'network'
  | 'download'
  | 'message'
  | 'model'
  | 'tool'
  | 'data'
  | 'file'
  | 'command-line'
  | 'typed'
  | 'widget'
  | 'environment';

/** A place where such a value comes into the program. */
export interface FlowSource {
  readonly kind: SourceKind;
  readonly node: FlowNode;
}

/** What a message calls them. */
export const SOURCE_TEXTS: Readonly<Record<SourceKind, string>> = {
  model: 'what a language model wrote',
  tool: 'what a model writes',
  request: 'what a web request sends',
  network: 'what a web address answers',
  download: 'what is downloaded',
  message: 'what a queue or a socket sends',
  data: 'what a data or configuration file holds',
  'command-line': 'an argument of the command line',
  typed: 'what somebody types in',
  widget: 'what somebody types in',
  environment: 'what an environment variable holds',
  file: 'what a file holds',
};

/** Of these what is asked says nothing of what is answered. */
const ANSWERS: ReadonlySet<SourceKind> = new Set(['network', 'message', 'model', 'typed', 'widget', 'environment']);

/** The kind of source that a place on the way of a value is; null for none. */
export function sourceOf(node: FlowNode): SourceKind | null {
  if (node.call) return sourceOfCall(node.call, node);
  return node.kind === 'parameter' ? sourceOfParameter(node) : sourceOfPlace(node);
}

/** Where what a flow holds comes from, the nearest first; without what is only asked of another source. */
export function sourcesIn({ nodes }: Flow): readonly FlowSource[] {
  const found: FlowSource[] = [];
  const behind = new Set<FlowNode>();
  for (const node of nodes) {
    if (node.into && behind.has(node.into)) {
      behind.add(node);
      continue;
    }
    const kind = sourceOf(node);
    if (kind === null) continue;
    found.push({ kind, node });
    if (ANSWERS.has(kind)) behind.add(node);
  }
  return found;
}

/** The first source of one of the kinds, in the order of the kinds. */
export function sourceAmong(sources: readonly FlowSource[], kinds: readonly SourceKind[]): FlowSource | null {
  for (const kind of kinds) {
    const found = sources.find((source) => source.kind === kind);
    if (found) return found;
  }
  return null;
}

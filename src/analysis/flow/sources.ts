import type { Semantics } from '../../core/python-facts';
import { once } from '../../readers/python/fact-index';
import type { Flow, FlowNode } from './flow-node';
import { isParsed, sourceOfCall } from './sources/calls';
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
  model: "a language model's output",
  tool: 'model output',
  request: 'data from a web request',
  network: 'a response from the web',
  download: 'a downloaded file',
  message: 'a message from a queue or socket',
  data: 'parsed data or configuration',
  'command-line': 'a command-line argument',
  typed: 'user input',
  widget: 'user input',
  environment: 'an environment variable',
  file: 'the contents of a file',
};

/** Of these what is asked says nothing of what is answered. */
const ANSWERS: ReadonlySet<SourceKind> = new Set(['network', 'message', 'model', 'typed', 'widget', 'environment']);
/** A path says nothing of what is in the file, but for what strangers put there. */
const PLACED: ReadonlySet<SourceKind> = new Set(['network', 'download', 'request', 'message', 'model']);

/** The kind of source that a place on the way of a value is; null for none. */
export function sourceOf(node: FlowNode): SourceKind | null {
  if (node.call) return sourceOfCall(node.call, node);
  return node.kind === 'parameter' ? sourceOfParameter(node) : sourceOfPlace(node);
}

const knownIn = once((_world: Semantics) => new Map<Flow, readonly FlowSource[]>());

/** Where what a flow holds comes from, the nearest first; without what is only asked of another source. */
export function sourcesIn(flow: Flow): readonly FlowSource[] {
  const [first] = flow.nodes;
  if (!first) return [];
  const all = knownIn(first.world);
  let known = all.get(flow);
  if (!known) all.set(flow, (known = sourcesOf(flow)));
  return known;
}

function sourcesOf({ nodes }: Flow): readonly FlowSource[] {
  const found: FlowSource[] = [];
  const behind = new Set<FlowNode>();
  /** Where a path leads to: the call that reads the file. */
  const reads = new Map<FlowNode, FlowNode>();
  /** Files that the program itself does not name. */
  const chosen = new Set<FlowNode>();
  for (const node of nodes) {
    const { into } = node;
    if (into && behind.has(into)) {
      behind.add(node);
      continue;
    }
    const read = into ? reads.get(into) : undefined;
    if (read) reads.set(node, read);
    const kind = sourceOf(node);
    if (read && (kind !== null || isChosen(node))) chosen.add(read);
    if (kind === null || (read && !PLACED.has(kind))) continue;
    found.push({ kind, node });
    if (ANSWERS.has(kind)) behind.add(node);
    else if (kind === 'file' || (kind === 'data' && !isParsed(node))) reads.set(node, node);
  }
  return found.filter(({ kind, node }) => kind !== 'file' || chosen.has(node));
}

/** Whether somebody else says which file is read: a caller, a listing. */
const isChosen = ({ kind, call, world }: FlowNode): boolean =>
  kind === 'parameter' ||
  kind === 'unknown' ||
  (call !== null && !NAMES_PATHS.test(call.callee) && world.calledBy(call) === null);

/** Calls that only make paths of paths. */
const NAMES_PATHS =
  /^(?:open|io\.open|str|os\.(?:fspath|getcwd)|os\.path\.\w+|pathlib\.\w*Path|inspect\.\w+)$|^(?:str|pathlib\.Path\(\))\.(?!r?glob|iterdir|walk)|\.(?:resolve|absolute|joinpath|with_name|with_suffix|expanduser|parent)$/;

/** The first source of one of the kinds, in the order of the kinds. */
export function sourceAmong(sources: readonly FlowSource[], kinds: readonly SourceKind[]): FlowSource | null {
  for (const kind of kinds) {
    const found = sources.find((source) => source.kind === kind);
    if (found) return found;
  }
  return null;
}

import { argumentOf, type CallFact, type PythonFacts } from '../../core/python-facts';
import { rangeOf, textAt } from '../../core/range';
import { stringOf, type Value } from '../../core/value';
import { WRAPPERS } from './downloads';
import { bare, boundTo, callAt, siteOf, writtenAt, type LookupSite } from './expressions';

/** The path or buffer at the bottom of `open(Path(x))`. */
export function unwrap(value: Value, depth = 0): Value {
  return value.kind === 'result' && WRAPPERS.test(value.callee) && value.args[0] && depth < 8
    ? unwrap(value.args[0], depth + 1)
    : value;
}

const KEYS = new WeakMap<Value, Map<CallFact, readonly string[]>>();

/** What identifies a file or buffer: its literal path, the name with what it was given last, or the expression as written. */
export function fileKeysOf(value: Value, facts: PythonFacts, at: CallFact): readonly string[] {
  let known = KEYS.get(value);
  if (!known) KEYS.set(value, (known = new Map()));
  let keys = known.get(at);
  if (!keys) known.set(at, (keys = allKeys(value, facts, at, 0)));
  return keys;
}

/** Whether a call has an argument that is the same file or buffer as `value`, which `user` uses. */
export function takes(call: CallFact, value: Value, facts: PythonFacts, user: CallFact = call): boolean {
  const wanted = fileKeysOf(value, facts, user);
  return call.args.some((argument) => fileKeysOf(argument.value, facts, call).some((key) => wanted.includes(key)));
}

function allKeys(value: Value, facts: PythonFacts, at: CallFact, depth: number): readonly string[] {
  const file = depth < 6 ? readFrom(value, siteOf(at), facts) : null;
  return file ? [...ownKeys(value, facts, at), ...allKeys(file, facts, at, depth + 1)] : ownKeys(value, facts, at);
}

/** What is read, of `file.read()`, `path.read_bytes()` and `path.open()`: the file or the path. */
export function readFrom(value: Value, place: LookupSite, facts: PythonFacts): Value | null {
  const bottom = unwrap(value);
  const call =
    bottom.kind === 'result' && /\.(?:open|read|read_bytes|readall)$/.test(bottom.callee)
      ? callAt(facts, bottom.origin)
      : undefined;
  if (!call) return null;
  const written = textAt(facts.text, call.calleeRange);
  const receiver = bare(
    facts,
    rangeOf(call.calleeRange.start, call.calleeRange.start + Math.max(0, written.lastIndexOf('.'))),
  );
  const name = /^(?:self\.)?[A-Za-z_]\w*$/.test(textAt(facts.text, receiver))
    ? boundTo(textAt(facts.text, receiver), { ...place, offset: call.range.start }, facts)
    : null;
  const opened = callAt(facts, name ? bare(facts, name.value) : receiver);
  const path = opened && WRAPPERS.test(opened.callee) ? argumentOf(opened, 'file', 0)?.value : undefined;
  return path ?? { kind: 'unknown', range: receiver, reason: 'name' };
}

function ownKeys(value: Value, facts: PythonFacts, at: CallFact): readonly string[] {
  const bottom = unwrap(value);
  const text = stringOf(bottom);
  const keys = text === undefined ? [] : [`path ${text.replace(/^\.\//, '')}`];
  const place = siteOf(at);
  for (const range of [value.range, writtenAt(value), bottom.range, writtenAt(bottom)]) {
    const written = textAt(facts.text, range).trim();
    if (/^[A-Za-z_][\w.]*(?:\[["'\w]+\])*$/.test(written)) {
      const name = /^(?:self\.)?\w+/.exec(written)![0];
      keys.push(`name ${written}@${name.startsWith('self.') ? '' : (boundTo(name, place, facts)?.value.end ?? '')}`);
    } else if (/^(?:[\w.]*\bjoin\(|[fF]["']|[\w.]*Path\()/.test(written) || /^[\w.]+\s*\/\s*["'\w]/.test(written))
      keys.push(`text ${written.replace(/\s+/g, '').replace(/'/g, '"')}`);
  }
  return keys;
}

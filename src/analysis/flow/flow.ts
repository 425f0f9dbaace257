import type { CallFact, Semantics } from '../../core/python-facts';
import type { BindingFact, Expression, FunctionFact, ParameterFact } from '../../core/semantics';
import { once } from '../../readers/python/fact-index';
import { argumentsFor, isProperty, isStatic } from './arguments';
import { budgetOf, type Budget } from './budget';
import { isGlobal, LOOKS_UP, mappingEntryOf } from './entries';
import { isCalledFromOutside } from './entry-points';
import type { Flow, FlowNode } from './flow-node';
import { isAllowListed } from './guards';
import { isNumber, isNumberOption } from './numbers';

/** What of a value goes on: a policy. Each answers with the parts that are to be followed. */
export interface Transfer {
  /** Of a call of something outside this program; null where what it gives holds nothing of what it is given. */
  call(call: CallFact, world: Semantics): readonly Expression[] | null;
  /** Of an attribute that is given no value here. */
  attribute(expression: Expression): readonly Expression[];
  /** Of operations, texts, containers. */
  parts(expression: Expression): readonly Expression[];
  /** Whether what a function is handed to gives its other arguments to it. */
  readonly callbacks: boolean;
  /** Whether other files of the project are left alone. */
  readonly stays?: boolean;
}

/** A call that is being followed into its function: its arguments are the function's parameters. */
interface Frame {
  readonly call: CallFact;
  readonly called: FunctionFact;
  readonly world: Semantics;
  readonly path: string | null;
  readonly outer: Frame | null;
  readonly depth: number;
}

interface Item {
  readonly expression: Expression;
  readonly world: Semantics;
  readonly path: string | null;
  readonly frame: Frame | null;
  readonly into: FlowNode | null;
  /** Of several values, which one is meant: by its place, or by its key; of keywords, by name. */
  readonly index: number | string | null;
}

/** Calls in calls that are told apart, and ways into one function; beyond that what led to a call is forgotten, and every caller may be meant. */
const DEEPEST = 24;
const MOST_FRAMES = 24;
/** Calls of one function that are looked at. */
const MOST_CALLERS = 60;

/** By the program: a weak map of all expressions would cost more than what it remembers. */
const flowsIn = once((_world: Semantics) => new Map<Transfer, Map<Expression, Flow>>());

/** Follows an expression back: through names, loops, containers, attributes and the functions of the project. */
export function flowInto(expression: Expression, world: Semantics, transfer: Transfer): Flow {
  const flows = flowsIn(world);
  let known = flows.get(transfer);
  if (!known) flows.set(transfer, (known = new Map()));
  let flow = known.get(expression);
  if (!flow) known.set(expression, (flow = new Following(world, transfer).from(expression)));
  return flow;
}

class Following {
  readonly #nodes: FlowNode[] = [];
  readonly #queue: Item[] = [];
  readonly #seen = new Map<Expression, Map<Frame | null, Set<Item['index']>>>();
  readonly #frames = new Map<CallFact, Map<Frame | null, Frame>>();
  /** Frames of a function. */
  readonly #entered = new Map<FunctionFact, number>();
  readonly #budget: Budget;
  #cut = false;

  constructor(
    private readonly world: Semantics,
    private readonly transfer: Transfer,
  ) {
    this.#budget = budgetOf(world);
  }

  from(expression: Expression): Flow {
    this.#queue.push({ expression, world: this.world, path: null, frame: null, into: null, index: null });
    for (let at = 0; at < this.#queue.length; at++) {
      if (!this.#budget.affords(this.#nodes.length)) {
        this.#cut = true;
        break;
      }
      this.#visit(this.#queue[at]!);
    }
    if (this.#cut) this.#budget.left(expression);
    return { nodes: this.#nodes, cut: this.#cut };
  }

  #visit(item: Item): void {
    const { expression } = item;
    if (this.#isSeen(item)) return;
    switch (expression.kind) {
      case 'name':
        return this.#name(item);
      case 'attribute':
        return this.#attribute(item);
      case 'call':
        return this.#call(item);
      case 'subscript':
        return this.#subscript(item);
      case 'sequence': {
        const only = typeof item.index === 'number' ? expression.parts[item.index] : undefined;
        this.#on(item, only && only.kind !== 'star' ? [only] : this.transfer.parts(expression));
        return;
      }
      case 'mapping': {
        const only = typeof item.index === 'string' ? mappingEntryOf(expression, item.index) : undefined;
        return void this.#on(item, only ? [only] : this.transfer.parts(expression));
      }
      case 'lambda':
        return this.#handed(item, expression.parts, this.#on(item, []));
      default:
        this.#on(item, this.transfer.parts(expression));
    }
  }

  /** Who saw all of something saw each part of it. */
  #isSeen({ expression, frame, index }: Item): boolean {
    let frames = this.#seen.get(expression);
    if (!frames) this.#seen.set(expression, (frames = new Map()));
    let parts = frames.get(frame);
    if (!parts) frames.set(frame, (parts = new Set()));
    if (parts.has(index) || parts.has(null)) return true;
    parts.add(index);
    return false;
  }

  /** Notes where the value comes through, and follows what it comes from. */
  #on(item: Item, parts: readonly Expression[], call: CallFact | null = null): FlowNode {
    const node = this.#note(item, 'step', null, call);
    for (const part of parts) this.#push(item, part, node);
    return node;
  }

  #push(item: Item, expression: Expression, into: FlowNode, index: Item['index'] = null, frame = item.frame): void {
    this.#queue.push({ expression, world: item.world, path: item.path, frame, into, index });
  }

  #note(
    { expression, world, path, into }: Item,
    kind: FlowNode['kind'],
    owner: FunctionFact | null = null,
    call: CallFact | null = null,
  ): FlowNode {
    const node: FlowNode = { expression, call, world, path, kind, owner, into };
    this.#nodes.push(node);
    this.#budget.nodes++;
    return node;
  }

  #name(item: Item): void {
    const { expression, world } = item;
    if (isAllowListed(expression, world)) return;
    const bindings = world.bindingsOf(expression);
    const [first] = bindings;
    if (!first) {
      this.#note(item, isGlobal(expression) ? 'reference' : 'unknown');
      return;
    }
    if (bindings.every(({ kind }) => kind === 'import' || kind === 'function' || kind === 'class')) {
      const node = this.#note(item, 'reference');
      if (first.kind === 'import') this.#imported(item, node);
      if (first.kind === 'function') this.#handed(item, first.owner?.returns ?? [], node);
      return;
    }
    let node: FlowNode | null = null;
    for (const binding of bindings) {
      if (binding.kind === 'parameter') this.#parameter(item, binding);
      else if (binding.value) this.#bound(item, binding, (node ??= this.#note(item, 'step')));
      else if (binding.kind !== 'import' && binding.kind !== 'function' && binding.kind !== 'class')
        this.#note(item, 'unknown');
    }
  }

  /** What a name is bound to; of a key that is meant alone what other keys are given does not count. */
  #bound(item: Item, { kind, key, value, index }: BindingFact, node: FlowNode): void {
    if (key !== null && typeof item.index === 'string' && key !== item.index) return;
    this.#push(item, value!, node, index ?? (kind === 'assignment' ? item.index : null));
  }

  /** What a call that is given a function gives may be what that returns: `map(f, …)`. */
  #handed(item: Item, returns: readonly Expression[], node: FlowNode): void {
    if (this.transfer.callbacks && item.into?.call && item.into.expression.parts[0] !== item.expression)
      for (const returned of returns) this.#push(item, returned, node, null, null);
  }

  /** What another file of the project gives the name. */
  #imported(item: Item, node: FlowNode): void {
    const found = this.transfer.stays ? null : item.world.elsewhere(item.expression);
    for (const expression of found?.values ?? [])
      this.#queue.push({
        expression,
        world: found!.semantics,
        path: found!.path,
        frame: null,
        into: node,
        index: item.index,
      });
  }

  /** What the calls of the function give its parameter; the call that led here, where one did. */
  #parameter(item: Item, { owner, name, value: preset }: BindingFact): void {
    const { frame } = item;
    const parameter = owner?.parameters.find((other) => other.name === name);
    if (!owner || !parameter) this.#note(item, 'unknown');
    else if (frame?.called === owner) {
      const node = this.#note(item, 'step', owner);
      const { world, path, outer, call } = frame;
      this.#given({ ...item, world, path }, call, owner, parameter, preset, node, outer);
    } else this.#anyCaller(item, owner, parameter, preset);
  }

  #given(
    item: Item,
    call: CallFact,
    owner: FunctionFact,
    parameter: ParameterFact,
    preset: Expression | null,
    node: FlowNode,
    frame: Frame | null,
  ): void {
    const given = argumentsFor(call, owner, parameter, item.world, item.index);
    for (const expression of given) {
      // What is spread into the call gives the parameter what it has of that name.
      const isSpread = call.open && !call.expression.parts.includes(expression);
      const isPlain = parameter.kind === 'plain';
      const index = isSpread && isPlain ? parameter.name : isSpread || isPlain ? item.index : null;
      this.#push(item, expression, node, index, frame);
    }
    // The default is written where the function is.
    if (given.length === 0 && preset)
      this.#queue.push({
        expression: preset,
        world: node.world,
        path: node.path,
        frame: null,
        into: node,
        index: null,
      });
  }

  #anyCaller(item: Item, owner: FunctionFact, parameter: ParameterFact, preset: Expression | null): void {
    const { world } = item;
    if (isNumber(parameter, owner, world)) return void this.#note(item, 'step', owner);
    const calls = world.callsTo(owner);
    const handed = world.handedOn(owner);
    const isOpen = calls.length === 0 || handed.length > 0 || isCalledFromOutside(owner);
    const isReceiver = owner.owner !== null && parameter.position === 0 && !isStatic(owner);
    const node = this.#note(item, isOpen && !isReceiver ? 'parameter' : 'step', owner);
    this.#cut ||= calls.length > MOST_CALLERS;
    for (const call of calls.slice(0, MOST_CALLERS)) this.#given(item, call, owner, parameter, preset, node, null);
    if (calls.length === 0 && preset) this.#push(item, preset, node, null, null);
    if (!this.transfer.callbacks) return;
    for (const { call, argument } of handed.slice(0, MOST_CALLERS))
      for (const [index, expression] of call.expression.parts.entries())
        if (expression !== argument.expression && (index > 0 || expression.kind !== 'name'))
          this.#push(item, expression, node, null, null);
  }

  #attribute(item: Item): void {
    const { expression, world } = item;
    if (isAllowListed(expression, world) || isNumberOption(expression, world)) return;
    const all = world.bindingsOf(expression);
    const bindings = all.filter(({ value, kind }) => value !== null && kind !== 'parameter');
    if (bindings.length === 0) {
      const parts = this.transfer.attribute(expression);
      const node = this.#on(item, parts);
      const method = all[0]?.kind === 'function' ? all[0].owner : null;
      if (method && isProperty(method))
        for (const returned of method.returns) this.#push(item, returned, node, null, null);
      else if (method) this.#handed(item, method.returns, node);
      this.#imported(item, node);
      return;
    }
    const node = this.#note(item, 'step');
    for (const { value, index } of bindings) this.#push(item, value!, node, index, null);
  }

  #subscript(item: Item): void {
    const [object, key] = item.expression.parts;
    if (!object) return void this.#note(item, 'unknown');
    const { value } = key ?? {};
    const index =
      value?.kind === 'string'
        ? value.value
        : value?.kind === 'number' && object.kind !== 'attribute'
          ? value.value
          : null;
    const node = this.#on(item, []);
    if (isNumberOption(item.expression, item.world)) return;
    if (this.transfer.parts(item.expression).includes(object)) this.#push(item, object, node, index);
  }

  #call(item: Item): void {
    const { expression, world, path } = item;
    const call = world.callOf(expression);
    if (!call) return void this.#note(item, 'unknown');
    const called = world.calledBy(call);
    const other = called || this.transfer.stays ? null : world.calledElsewhere(call);
    const target = called && called.name !== '__init__' ? { semantics: world, path, called } : other;
    if (!target) {
      if (isNumberOption(expression, world)) return void this.#on(item, []);
      const parts = this.transfer.call(call, world);
      const node = this.#on(item, [], parts && call);
      const [callee] = expression.parts;
      for (const part of parts ?? [])
        this.#push(item, part, node, callee?.kind === 'attribute' && part === callee.parts[0] ? keyAsked(call) : null);
      return;
    }
    const node = this.#note(item, 'step', null, call);
    const inner = this.#frame(call, target.called, item);
    for (const returned of target.called.returns)
      this.#queue.push({
        expression: returned,
        world: target.semantics,
        path: target.path,
        frame: inner,
        into: node,
        index: item.index,
      });
  }

  /** One for each call and what led there, so that what was seen is known again. */
  #frame(call: CallFact, called: FunctionFact, { world, path, frame }: Item): Frame {
    let frames = this.#frames.get(call);
    if (!frames) this.#frames.set(call, (frames = new Map()));
    const entered = this.#entered.get(called) ?? 0;
    const outer = frames.has(frame) || (entered < MOST_FRAMES && (frame?.depth ?? 0) < DEEPEST) ? frame : null;
    let known = frames.get(outer);
    if (!known) {
      frames.set(outer, (known = { call, called, world, path, outer, depth: (outer?.depth ?? 0) + 1 }));
      this.#entered.set(called, entered + 1);
    }
    return known;
  }
}

/** `options.get("key")` */
function keyAsked({ expression: { parts } }: CallFact): string | null {
  const [callee, key] = parts;
  return callee && LOOKS_UP.has(callee.name) && key?.value.kind === 'string' ? key.value.value : null;
}

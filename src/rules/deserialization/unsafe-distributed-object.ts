import type { CallFact } from '../../core/python-facts';
import { lastNameOf, matchesCallee } from '../../core/callee-pattern';
import { defineRule, type PythonContext } from '../../core/rule';

const CALLEES = [
  'recv_object_list',
  'broadcast_object_list',
  'all_gather_object',
  'gather_object',
  'scatter_object_list',
].flatMap((name) => [`torch.distributed.${name}`, `torch.distributed.distributed_c10d.${name}`]);

export default defineRule({
  id: 'unsafe-distributed-object',
  severity: 'hint',
  category: 'deserialization',
  title: 'Objects unpickled from peers',
  cwe: 502,
  docs: {
    what: 'Python objects are exchanged between processes with the `*_object*` collectives of `torch.distributed`. The first one of a file is marked.',
    why: 'They are sent as pickles and unpickled by whoever receives them, so a process that can join the group runs code in all others. The group has neither a login nor encryption; that is no problem on one machine or in a closed network, and one everywhere else.',
    fix: 'Exchange tensors (`broadcast`, `all_gather`) where possible. Keep the ports of the group closed to everything but its members.',
    references: [
      'https://docs.pytorch.org/docs/stable/distributed.html',
      'https://github.com/pytorch/pytorch/security/policy',
    ],
  },
  listen: { calls: [{ callees: CALLEES, check }] },
});

/** Ordinary in training code: said once. */
function check(call: CallFact, context: PythonContext): void {
  const first = context.facts.calls
    .filter((other) => CALLEES.some((pattern) => matchesCallee(pattern, other.callee)))
    .reduce((a, b) => (b.range.start < a.range.start ? b : a), call);
  if (first.range.start !== call.range.start) return;
  context.report({
    range: call.range,
    message: `${lastNameOf(call.callee)} unpickles what peers send: any member of the group can run code here.`,
  });
}

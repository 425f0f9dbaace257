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
    what: 'Processes exchange Python objects with the `*_object*` collectives of `torch.distributed`. Only the first call in a file is marked.',
    why: 'The objects are sent as pickles, and every receiver unpickles them, so a process that joins the group runs code in all others. The group has no authentication and no encryption. On one machine or in a closed network that is acceptable; elsewhere it is not.',
    fix: "Exchange tensors (`broadcast`, `all_gather`) where possible. Keep the group's ports closed to everything but its members.",
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

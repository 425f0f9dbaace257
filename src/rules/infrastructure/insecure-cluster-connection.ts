import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { isDefault, truthOf } from '../../core/value';
import { setKeyword } from '../../readers/python/edits';
import { DASK_ENDS, openDaskEnd, openRayClient } from './clusters/connections';

export default defineRule({
  id: 'insecure-cluster-connection',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Unprotected connection to a cluster',
  cwe: 319,
  docs: {
    what: 'A Dask client or scheduler uses `tcp://` without `security=`, or `Security(require_encryption=False)`; a Ray client connects over the network; a SageMaker job turns off network isolation or encryption between its containers. Addresses on this machine and internal names are not reported.',
    why: 'Clusters exchange pickled functions. Without TLS and client certificates, anyone who reaches the scheduler runs code on every worker, and an attacker on the network can read data and models.',
    fix: 'With Dask, pass `security=Security(tls_ca_file=…, tls_client_cert=…, tls_client_key=…, require_encryption=True)` and use `tls://`; with Ray, set `RAY_USE_TLS=1`. Keep the cluster in a network of its own. A quick fix is offered only where a switch is set; certificates must be created first.',
    references: [
      'https://distributed.dask.org/en/stable/tls.html',
      'https://docs.ray.io/en/latest/ray-core/configure.html#tls-authentication',
      'https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html',
    ],
  },
  listen: {
    calls: [
      { callees: DASK_ENDS, check: checkDask },
      {
        callees: ['dask.distributed.Security', 'distributed.Security', 'distributed.security.Security'],
        check: checkSecurity,
      },
      { callees: ['ray.init', 'ray.client'], beside: ['RAY_USE_TLS'], check: checkRay },
      {
        callees: ['sagemaker.**'],
        triggers: ['enable_network_isolation', 'encrypt_inter_container_traffic'],
        check: checkSageMaker,
      },
    ],
  },
});

function checkDask(call: CallFact, context: PythonContext): void {
  const open = openDaskEnd(call);
  if (open)
    say(
      open.at,
      open.host === null
        ? 'The scheduler asks for no certificate: anyone who reaches it can run code.'
        : `The connection to the scheduler at ${open.host} is not encrypted.`,
      'warning',
      context,
    );
}

function checkSecurity(call: CallFact, context: PythonContext): void {
  const argument = argumentOf(call, 'require_encryption');
  if (!argument || truthOf(argument.value) !== false || argument.value.kind === 'none') return;
  const edit = argument.spread ? null : setKeyword(context.facts, call, 'require_encryption', 'True');
  context.report({
    range: argument.range,
    severity: isDefault(argument.value) ? 'hint' : 'warning',
    message: 'The cluster accepts unencrypted connections: jobs can be read and changed.',
    fixes: edit ? [{ title: 'Set require_encryption=True', safety: 'unsafe', edits: [edit] }] : [],
  });
}

function checkRay(call: CallFact, context: PythonContext): void {
  const open = openRayClient(call, context.facts);
  if (open) say(open.at, `The Ray cluster at ${open.host} runs code for anyone who reaches it.`, 'info', context);
}

function checkSageMaker(call: CallFact, context: PythonContext): void {
  for (const argument of call.args) {
    if (argument.value.kind !== 'boolean' || argument.value.value || isDefault(argument.value)) continue;
    if (argument.name === 'enable_network_isolation')
      say(argument, 'Network isolation is off: this job can send data and models anywhere.', 'info', context);
    else if (argument.name === 'encrypt_inter_container_traffic')
      say(argument, 'Traffic between the containers of this job is not encrypted.', 'info', context);
  }
}

const say = (argument: Argument, message: string, severity: 'warning' | 'info', context: PythonContext): void =>
  context.report({ range: argument.range, message, severity });

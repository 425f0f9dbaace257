import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../../core/python-facts';
import { isDefault } from '../../../core/value';
import { addressOf, hostOf, isInnerHost } from '../../../analysis/addresses/addresses';
import { isEveryInterface } from '../servers/addresses';

/** Both ends of a connection of Dask. */
export const DASK_ENDS: readonly string[] = [
  'dask.distributed.Client',
  'distributed.Client',
  'distributed.client.Client',
  'dask.distributed.Scheduler',
  'distributed.Scheduler',
];

/** An end of a connection that nothing encrypts: the argument that says so, and the host at the other end; null where everybody may be that. */
export interface OpenEnd {
  readonly at: Argument;
  readonly host: string | null;
}

/** `Client("tcp://scheduler.example.org:8786")`, `Scheduler(host="0.0.0.0")`, without `security=`. */
export function openDaskEnd(call: CallFact): OpenEnd | null {
  const security = argumentOf(call, 'security');
  if (call.open || (security && security.value.kind !== 'none')) return null;
  if (call.callee.endsWith('Scheduler')) {
    const at = argumentOf(call, 'host');
    return at?.value.kind === 'string' && isEveryInterface(at.value.value) ? { at, host: null } : null;
  }
  const at = argumentOf(call, 'address', 0);
  const host = at ? remoteHost(at, /^(?:tcp|ws):\/\//i) : null;
  return at && host !== null ? { at, host } : null;
}

/** `ray.init("ray://head.example.org:10001")`, where the program does not set `RAY_USE_TLS`. */
export function openRayClient(call: CallFact, facts: PythonFacts): OpenEnd | null {
  const at = argumentOf(call, 'address', 0);
  const host = at ? remoteHost(at, /^ray:\/\//i) : null;
  if (!at || host === null) return null;
  return facts.assignments.some((fact) => fact.name === 'RAY_USE_TLS' && fact.scope === call.scope)
    ? null
    : { at, host };
}

/** The host of an address with that scheme that is not of this machine or an inner network. */
function remoteHost(address: Argument, scheme: RegExp): string | null {
  const known = addressOf(address.value);
  if (!known || !scheme.test(known.text) || isDefault(address.value)) return null;
  const host = hostOf(known.text, known.whole);
  // A private address is where clusters are; it is not this machine, and others are on that network too.
  return host === null || (isInnerHost(host) && !/^(?:10|192|172)\./.test(host)) ? null : host;
}

import type { JobList, JobReading, JobRecord } from '../../core/job-records';
import { listAt, numberAt, tableAt, exportText, type JsonTable } from './json-parts';
import { largestOf, Listing, sumOf } from './listing';

/** Keys of resources that are whole accelerators. */
const WHOLE =
  /^(?:nvidia\.com\/gpu|amd\.com\/gpu|gpu\.intel\.com\/(?:i915|xe)|habana\.ai\/gaudi|aws\.amazon\.com\/neuron)$/;
/** Parts of one, or one that others use at the same time. */
const PART = /^(?:nvidia\.com\/(?:gpu\.shared|mig-[\w.]+)|nvidia\.com\/gpu\.[\w.]+)$/;

/** Whether a document is a list of `kubectl get -o json`, or one object of it. */
export const isKubernetesList = (root: unknown): boolean =>
  'apiVersion' in tableAt(root) && objectsOf(root).some(({ kind }) => kind === 'Pod' || kind === 'Job');

const objectsOf = (root: unknown): readonly JsonTable[] =>
  /List$/.test(exportText(tableAt(root)['kind']) ?? '') ? listAt(tableAt(root)['items']).map(tableAt) : [tableAt(root)];

/**
 * Jobs of `kubectl get jobs,pods -A -o json`. Pods say what was held, and when; a Job counts where its pods are gone, which is a lower
 * bound. No object says who made it: the owner is what a label says, or the profile of its namespace (Kubeflow).
 */
export function readKubernetesList(root: unknown, reading: JobReading): JobList {
  const listing = new Listing(reading);
  const objects = objectsOf(root);
  const profiles = new Map(
    objects
      .filter(({ kind }) => kind === 'Profile')
      .map(({ metadata, spec }) => [
        exportText(tableAt(metadata)['name']),
        exportText(tableAt(tableAt(spec)['owner'])['name']),
      ]),
  );
  const withPods = new Set<string>();
  for (const [at, object] of objects.entries()) {
    if (object['kind'] !== 'Pod') continue;
    const job = podJob(object, `/items/${at}`, profiles, listing);
    if (job === null) continue;
    withPods.add(`${job.account}/${job.group}`);
    listing.add(job);
  }
  for (const [at, object] of objects.entries()) {
    if (object['kind'] !== 'Job') continue;
    const job = goneJob(object, `/items/${at}`, profiles, listing);
    if (withPods.has(`${job.account}/${job.group}`)) continue;
    listing.note('pods of some jobs are gone: their GPU hours are a lower bound');
    listing.add(job);
  }
  return listing.done;
}

/** Null for a pod without accelerators. */
function podJob(
  pod: JsonTable,
  pointer: string,
  profiles: ReadonlyMap<string | null, string | null>,
  listing: Listing,
): JobRecord | null {
  const gpus = gpusOfPod(tableAt(pod['spec']), listing);
  if (gpus === 0) return null;
  const status = tableAt(pod['status']);
  const states = [...listAt(status['initContainerStatuses']), ...listAt(status['containerStatuses'])].map((each) =>
    tableAt(tableAt(each)['state']),
  );
  const starts = states.flatMap(({ running, terminated }) => {
    const at = listing.time(tableAt(terminated ?? running)['startedAt']);
    return at === null ? [] : [at];
  });
  const ends = states.map(({ terminated }) => listing.time(tableAt(terminated)['finishedAt']));
  const started = starts.length > 0 ? Math.min(...starts) : null;
  const running = started !== null && ends.some((end) => end === null);
  const ended = running || started === null ? null : Math.max(...(ends as number[]));
  const { name, group, restarts } = namesOf(pod, status);
  return {
    ...ownerOf(pod, profiles, listing),
    source: 'kubernetes',
    id: name,
    group,
    partition: null,
    cluster: null,
    submitted: listing.time(tableAt(pod['metadata'])['creationTimestamp']),
    started,
    ended,
    running,
    gpus,
    segments: started === null ? [] : [{ start: started, end: ended, seconds: null, gpus }],
    restarts,
    evidence: { path: listing.reading.path, line: null, pointer },
  };
}

function namesOf(pod: JsonTable, status: JsonTable): { name: string; group: string; restarts: number } {
  const metadata = tableAt(pod['metadata']);
  const labels = tableAt(metadata['labels']);
  const owner = tableAt(listAt(metadata['ownerReferences'])[0]);
  const name = exportText(metadata['name']) ?? exportText(metadata['uid']) ?? 'a pod without a name';
  return {
    name,
    group:
      exportText(labels['batch.kubernetes.io/job-name']) ??
      exportText(labels['training.kubeflow.org/job-name']) ??
      exportText(labels['job-name']) ??
      exportText(owner['name']) ??
      name,
    restarts: listAt(status['containerStatuses']).reduce<number>(
      (sum, each) => sum + (numberAt(tableAt(each)['restartCount']) ?? 0),
      0,
    ),
  };
}

/** A Job whose pods were not listed: its times, and as many pods as it asks for at once. */
function goneJob(
  job: JsonTable,
  pointer: string,
  profiles: ReadonlyMap<string | null, string | null>,
  listing: Listing,
): JobRecord {
  const [spec, status, metadata] = ['spec', 'status', 'metadata'].map((key) => tableAt(job[key])) as [
    JsonTable,
    JsonTable,
    JsonTable,
  ];
  const each = gpusOfPod(tableAt(tableAt(spec['template'])['spec']), listing);
  const gpus = each === null ? null : each * (numberAt(spec['parallelism']) ?? 1);
  const started = listing.time(status['startTime']);
  const ended = listing.time(status['completionTime']);
  const failed = listAt(status['conditions'])
    .map(tableAt)
    .find(({ type, status: is }) => type === 'Failed' && is === 'True');
  const end = ended ?? (failed ? listing.time(failed['lastTransitionTime']) : null);
  const name = exportText(metadata['name']) ?? 'a job without a name';
  return {
    ...ownerOf(job, profiles, listing),
    source: 'kubernetes',
    id: name,
    group: name,
    partition: null,
    cluster: null,
    submitted: listing.time(metadata['creationTimestamp']),
    started,
    ended: end,
    running: started !== null && end === null,
    gpus,
    segments: started === null ? [] : [{ start: started, end, seconds: null, gpus }],
    restarts: 0,
    evidence: { path: listing.reading.path, line: null, pointer },
  };
}

function ownerOf(
  object: JsonTable,
  profiles: ReadonlyMap<string | null, string | null>,
  { reading }: Listing,
): Pick<JobRecord, 'owner' | 'ownerKind' | 'account'> {
  const metadata = tableAt(object['metadata']);
  const account = exportText(metadata['namespace']);
  const label = reading.ownerLabel;
  const owner =
    (label === null
      ? null
      : (exportText(tableAt(metadata['labels'])[label]) ?? exportText(tableAt(metadata['annotations'])[label]))) ??
    profiles.get(account) ??
    null;
  return { owner, ownerKind: owner === null ? null : 'label', account };
}

/** What a pod holds: all its containers at once, or the one that prepares it and wants most. */
function gpusOfPod(spec: JsonTable, listing: Listing): number | null {
  const of = (key: string): readonly (number | null)[] =>
    listAt(spec[key]).map((each) => gpusOfContainer(tableAt(each), listing));
  return largestOf([sumOf(of('containers')), largestOf(of('initContainers'))]);
}

function gpusOfContainer(container: JsonTable, { reading }: Listing): number | null {
  const resources = tableAt(container['resources']);
  const counts: (number | null)[] = [];
  for (const [key, value] of Object.entries({ ...tableAt(resources['requests']), ...tableAt(resources['limits']) })) {
    const count = numberAt(value);
    if (WHOLE.test(key)) counts.push(count);
    else if (PART.test(key)) {
      const weight = reading.weightOf(key.slice(key.indexOf('/') + 1));
      counts.push(weight === null || count === null ? null : weight * count);
    }
  }
  // Claims of devices (DRA) say in another object what they are.
  if (listAt(resources['claims']).length > 0) counts.push(null);
  return sumOf(counts);
}

// What the inspector of model files tells.
import type { Host, Judged } from './judged';
import { modelFiles } from './model-files';

/** What is found in model files that hold the text. */
export async function modelsTold(host: Host, { text, secrets }: Judged, folder: string): Promise<string> {
  const told: string[] = [];
  for (const path of Object.keys(modelFiles(text, secrets)))
    told.push(JSON.stringify(await host.call('inspectModel', { folder, path })));
  return told.join('\n');
}

/** Where a model file comes from, whose path on the machine has a key in it. */
export async function originsTold(host: Host, { secrets }: Judged, folder: string): Promise<string> {
  const told = secrets.map((key) =>
    host.call('modelOrigin', { folder, path: 'a.pt', whole: `/x/${key}/a.pt`, sha256: '0'.repeat(64) }),
  );
  return JSON.stringify(await Promise.all(told));
}

/** What is said of a repository that is called like a key. */
export async function comparisonsTold(host: Host, { secrets }: Judged, folder: string): Promise<string> {
  const refused = secrets.map((id) => {
    const origin = { id, type: 'model', revision: 'main', file: 'a.pt' } as const;
    return host.call('compareModel', { folder, origin, sha256: '0'.repeat(64) });
  });
  return JSON.stringify(await Promise.all(refused));
}

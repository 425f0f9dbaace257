// The scan worker without a platform: the web host starts it as it is, the Node host through worker/node.ts. The bundle is a CommonJS module, which a worker does not know: the host puts
// `var module={exports:{}},require=(file)=>module.exports.load(file,module.exports);` before it and `;module.exports.begin(self);` behind it. The host may also load it into itself.
import { partLoader, type LoadPart } from './bundles';
import type { HostChannel } from './outside';
import type { Message } from './protocol';
import { serve } from './server';

export { serve };

let host: HostChannel | undefined;
let loadPart: LoadPart | undefined;

export function begin(scope: DedicatedWorkerGlobalScope): void {
  host = serve({
    post: (message) => scope.postMessage(message),
    listen: (hear) => scope.addEventListener('message', (event: MessageEvent<Message>) => hear(event.data)),
  });
}

/** A part of this bundle, whose text the host reads. `whole` is what this bundle exports. */
export function load(file: string, whole: unknown): Promise<unknown> {
  loadPart ??= partLoader(
    (name) => (host ? host.call('bundle', { file: name }) : Promise.reject(new Error('The worker has no host.'))),
    () => whole,
  );
  return loadPart(file);
}

// The extension in the web host: vscode.dev, github.dev and any folder without a machine behind it.
import type * as vscode from 'vscode';
import type { Message, Port } from '../worker/protocol';
import { evaluate, partLoader } from '../worker/bundles';
import { bundleText } from './bundle-text';
import { start, type TouchstoneApi } from './main';
import type { Platform } from './platform';

export const activate = (context: vscode.ExtensionContext): TouchstoneApi => start(context, web);

const WORKER = 'worker.js';

const web: Platform = {
  // The host's content security policy allows workers from blobs, not from the place the extension comes from.
  async startWorker(extension) {
    const code = await bundleText(extension, WORKER);
    const url = URL.createObjectURL(
      new Blob(
        [
          'var module={exports:{}},require=(file)=>module.exports.load(file,module.exports);',
          code,
          '\n;module.exports.begin(self);',
        ],
        { type: 'text/javascript' },
      ),
    );
    const worker = new globalThis.Worker(url);
    return {
      port: {
        post: (message) => worker.postMessage(message),
        listen: (hear) => worker.addEventListener('message', (event: MessageEvent<Message>) => hear(event.data)),
      },
      onEnd(hear) {
        worker.addEventListener(
          'error',
          (event) => {
            event.preventDefault();
            hear(event.message || 'it could not be loaded');
          },
          { once: true },
        );
      },
      end() {
        worker.terminate();
        URL.revokeObjectURL(url);
      },
    };
  },

  async loadWorker(extension) {
    const loadPart = partLoader(
      (file) => bundleText(extension, file),
      () => worker,
    );
    const worker = evaluate(await bundleText(extension, WORKER), loadPart) as { serve?: (port: Port) => void };
    if (!worker.serve) throw new Error("The scan worker's bundle is not complete.");
    return worker.serve;
  },

  hubCache: () => null,
  environment: () => Promise.resolve(null),
};

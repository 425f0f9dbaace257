// The extension in the web host: vscode.dev, github.dev and any folder without a machine behind it.
import * as vscode from 'vscode';
import type { Message, Port } from '../worker/protocol';
import { start, type TouchstoneApi } from './main';
import type { Platform } from './platform';

export const activate = (context: vscode.ExtensionContext): TouchstoneApi => start(context, web);

const web: Platform = {
  // The host's content security policy allows workers from blobs, not from the place the extension comes from.
  async startWorker(extension) {
    const code = await bundle(extension);
    const url = URL.createObjectURL(
      new Blob(['var module={exports:{}};', code, '\n;module.exports.begin(self);'], { type: 'text/javascript' }),
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

  // As the web host itself loads extensions: CommonJS text in a function.
  async loadWorker(extension) {
    const module: { exports: { serve?: (port: Port) => void } } = { exports: {} };
    new Function('module', new TextDecoder().decode(await bundle(extension)))(module);
    if (!module.exports.serve) throw new Error("The scan worker's bundle is not complete.");
    return module.exports.serve;
  },

  hubCache: () => null,
  environment: () => Promise.resolve(null),
};

const bundle = (extension: vscode.Uri): Thenable<Uint8Array<ArrayBuffer>> =>
  vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'web', 'worker.js')) as Thenable<
    Uint8Array<ArrayBuffer>
  >;

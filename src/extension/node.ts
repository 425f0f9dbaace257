// The extension in the Node host: desktop, Remote, Codespaces, code-server. Only what the platform has is here.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Worker as Thread } from 'node:worker_threads';
import * as vscode from 'vscode';
import { systemConfigOn } from '../project/git/config';
import { advisoryPlaces } from '../session/advisory-places';
import { userIndexes } from '../session/user-indexes';
import { portOf } from '../worker/channel';
import type { Port } from '../worker/protocol';
import { start, type TouchstoneApi } from './main';
import { nodeDisk, nodeText } from './node-disk';
import type { Platform } from './platform';

export const activate = (context: vscode.ExtensionContext): TouchstoneApi => start(context, node);

const WORKER = ['dist', 'node', 'worker.js'] as const;

const node: Platform = {
  disk: nodeDisk,
  tour: process.env.TOUCHSTONE_TOUR === '1',

  async startWorker(extension) {
    const thread = new Thread(vscode.Uri.joinPath(extension, ...WORKER).fsPath);
    await new Promise<void>((resolve, reject) => {
      thread.once('online', resolve);
      thread.once('error', reject);
    });
    return {
      port: portOf(thread),
      onEnd(hear) {
        let told = false;
        const tell = (reason: string) => {
          if (!told) hear(reason);
          told = true;
        };
        thread.once('error', (error) => tell(error.message));
        thread.once('exit', (code) => tell(`it ended with code ${code}`));
      },
      end: () => void thread.terminate(),
    };
  },

  async loadWorker(extension) {
    // The bundler must not follow this: the worker is a bundle of its own.
    const load: (id: string) => { serveOnDisk(port: Port): void } = module.require.bind(module);
    return load(vscode.Uri.joinPath(extension, ...WORKER).fsPath).serveOnDisk;
  },

  // https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
  hubCache() {
    const { HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME } = process.env;
    const home = HF_HOME ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'huggingface');
    return vscode.Uri.file(HF_HUB_CACHE ?? HUGGINGFACE_HUB_CACHE ?? join(home, 'hub'));
  },

  homes: {
    home: homedir().replaceAll('\\', '/'),
    configHome: (process.env.XDG_CONFIG_HOME || join(homedir(), '.config')).replaceAll('\\', '/'),
    systemConfig: systemConfigOn(process.platform),
  },

  advisories: advisoryPlaces({ platform: process.platform, home: homedir(), env: process.env }),

  indexes: () => userIndexes(process.env, homedir(), nodeText),

  environment() {
    const root = process.env.VIRTUAL_ENV ?? process.env.CONDA_PREFIX;
    return Promise.resolve(root ? vscode.Uri.file(root) : null);
  },

  machine: { home: homedir(), env: process.env },
};

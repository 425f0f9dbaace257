// VS Code since 1.13x is written for Node 22.15: it imports `registerHooks` from `node:module` by name, so that on
// an older Node the server does not even link, it expects a global WebSocket, and asks `tls` for the system's
// certificates before it fetches anything. This adds all three. Preloaded with
// --import, and re-added to every forked child, since VS Code deletes NODE_OPTIONS for its children.
// What is lost: an ESM extension cannot import 'vscode'. Ours is CommonJS.
import { createRequire, register, syncBuiltinESMExports } from 'node:module';

const require = createRequire(import.meta.url);
const nodeModule = require('node:module');

if (!nodeModule.registerHooks) {
  nodeModule.registerHooks = () => ({ deregister() {} });
  const replacement = new URL('older-node-module.mjs', import.meta.url).href;
  register(
    'data:text/javascript,' +
      encodeURIComponent(`
    export async function resolve(specifier, context, next) {
      const fromVsCode = /\\/vscode[^/]*\\/out\\//.test(context.parentURL ?? '');
      if (fromVsCode && (specifier === 'node:module' || specifier === 'module'))
        return { url: ${JSON.stringify(replacement)}, shortCircuit: true };
      return next(specifier, context);
    }`),
  );

  const children = require('node:child_process');
  const fork = children.fork;
  children.fork = (file, ...rest) => {
    const args = Array.isArray(rest[0]) ? rest[0] : [];
    const options = Array.isArray(rest[0]) ? rest[1] : rest[0];
    return fork(file, args, { ...options, execArgv: ['--import', import.meta.url, ...(options?.execArgv ?? [])] });
  };
  syncBuiltinESMExports();
}

const tls = require('node:tls');
tls.getCACertificates ??= () => [...tls.rootCertificates];
syncBuiltinESMExports();

globalThis.WebSocket ??= class WebSocket extends EventTarget {
  constructor() {
    super();
    throw new Error('this Node has no WebSocket');
  }
};

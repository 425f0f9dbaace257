// node scripts/install-host.mjs [latest|oldest|all]: puts the VS Code that tests run in into .vscode-host/.
import { Failure, main, megabytes, sizeOf } from './terminal.mjs';
import { installHost } from './vscode-host/install.mjs';
import { HOSTS } from './vscode-host/versions.mjs';

await main(() => {
  const name = process.argv[2] ?? 'latest';
  const wanted = name === 'all' ? Object.values(HOSTS) : [HOSTS[name]];
  if (!wanted[0]) throw new Failure(`no host is called '${name}': use latest, oldest or all`);
  for (const host of wanted) {
    const folder = installHost(host);
    console.log(`VS Code ${host.vscode}: ${folder} (${megabytes(sizeOf(folder))})`);
  }
});

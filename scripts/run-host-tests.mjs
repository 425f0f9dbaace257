// node scripts/run-host-tests.mjs node|web [options]: the suites of test/extension inside a real VS Code.
//   --vscode latest|oldest  which npm-served VS Code (default latest)      --desktop  a desktop VS Code instead
//   --vsix FILE             test this package, not the folder              --untrusted  restricted mode; needs --vsix
//   --grep TEXT             only tests whose title contains TEXT           --verbose  everything VS Code prints
//   --repository DIR        another one than this (it has dist/ and test/extension/)
//   --timeout SECONDS       for the whole run (default 300)                --report FILE  the counts as JSON
// Exit status: 0 all passed; 1 a test failed, none ran or the host died; 2 it could not be started.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, main, seconds } from './terminal.mjs';
import { makeExtensionFolder } from './extension-folder.mjs';
import { bundleSuites } from './host-tests/bundle.mjs';
import { runInDesktop } from './host-tests/desktop-run.mjs';
import { Events } from './host-tests/events.mjs';
import { runInServer } from './host-tests/server-run.mjs';
import { copyWorkspace } from './host-tests/workspace.mjs';
import { installHost } from './vscode-host/install.mjs';
import { HOSTS, REPOSITORY } from './vscode-host/versions.mjs';

await main(async () => {
  const {
    values: options,
    positionals: [kind],
  } = parseArgs({
    allowPositionals: true,
    options: {
      vscode: { type: 'string', default: 'latest' },
      desktop: { type: 'boolean', default: false },
      vsix: { type: 'string' },
      untrusted: { type: 'boolean', default: false },
      grep: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      repository: { type: 'string', default: REPOSITORY },
      timeout: { type: 'string', default: '300' },
      report: { type: 'string' },
    },
  });
  if (kind !== 'node' && kind !== 'web') throw new Failure('say which extension host: node or web');
  if (options.desktop && (kind === 'web' || options.vsix))
    throw new Failure('--desktop runs the node host on the folder only');
  // VS Code never restricts an extension under development: without the package this would prove nothing.
  if (options.untrusted && !options.vsix) throw new Failure('--untrusted needs --vsix FILE (npm run package makes it)');
  const host = HOSTS[options.vscode];
  if (!host) throw new Failure(`no host is called '${options.vscode}': use latest or oldest`);

  // An exit in any other way than by returning still runs the exit handlers that stop servers and remove folders.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
  const started = Date.now();
  const repository = path.resolve(options.repository);
  const extension = makeExtensionFolder(repository);
  const suites = await bundleSuites({ repository, extension, kind, grep: options.grep });
  process.on('exit', () => rmSync(path.dirname(suites), { recursive: true, force: true }));
  const { folder: workspace } = copyWorkspace(repository);
  const events = new Events({ verbose: options.verbose });
  const name = options.desktop
    ? 'desktop VS Code, Node extension host'
    : `VS Code ${host.vscode} from npm, ${kind === 'node' ? 'Node' : 'web'} extension host`;
  console.log(
    `${name}${options.vsix ? `, ${path.basename(options.vsix)} installed` : ''}${options.untrusted ? ', restricted mode' : ''}`,
  );

  const common = {
    extension,
    suites,
    workspace,
    trusted: !options.untrusted,
    events,
    timeout: Number(options.timeout) * 1000,
  };
  mkdirSync(path.join(REPOSITORY, 'out'), { recursive: true });
  const why = options.desktop
    ? await runInDesktop(common)
    : await runInServer({
        ...common,
        kind,
        root: installHost(host),
        vsix: options.vsix && path.resolve(options.vsix),
        screenshot: path.join(REPOSITORY, 'out', `failed-${kind}.png`),
      });
  const result = events.result(why);
  if (result.why) console.log(events.noise.slice(-60).join('\n'));
  console.log(
    `${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped in ${seconds(started)}${result.why ? ` (${result.why})` : ''}`,
  );
  if (options.report) writeFileSync(options.report, JSON.stringify({ ...result, host: name }));
  process.exit(result.failed ? 1 : 0);
});

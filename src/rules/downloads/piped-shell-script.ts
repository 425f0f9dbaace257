import type { Severity } from '../../core/finding';
import { rangeOf } from '../../core/range';
import { defineRule, type CommandContext } from '../../core/rule';
import type { ShellCommand } from '../../readers/shell/shell-command';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { dottedHostOf, isLocal, isPinnedUrl, isPlainHttp } from '../../analysis/addresses/fetched-urls';
import { fetchOf } from '../../analysis/commands/fetches';
import { fetchBefore, isRunOutside, runsInput } from '../../analysis/commands/interpreters';
import { checkedFixes } from './shell/checked-script';

export default defineRule({
  id: 'piped-shell-script',
  severity: 'error',
  category: 'downloads',
  title: 'Script run straight from the web',
  cwe: 494,
  atlas: ['AML.T0010.001', 'AML.T0050'],
  docs: {
    what: 'A script is downloaded with `curl` or `wget` and run at once: `curl … | bash`, `bash <(curl …)`, `sh -c "$(curl …)"`, `source <(curl …)`, the same with Python instead of a shell, and PowerShell\'s `irm … | iex` or `iex (irm …)`.',
    why: 'Nobody sees what runs, and it can differ every time. Over plain HTTP, or without certificate checks, an attacker on the network can insert commands.',
    fix: 'Download the script, review it, keep it in the repository or check its SHA-256 (`sha256sum -c`), and run that copy. For installers of well-known tools, prefer a package at a fixed version. The quick fix downloads to a file, checks it, and only then runs it. It uses a digest that the project already has (a checksum list, registry or constant), or else a variable, and the command fails until that is set: what the URL delivers today proves nothing. It is not offered over plain HTTP, in PowerShell, for `source` and `eval`, behind filters, or inside Python strings; without a known digest, also not after `!` and not for installers of well-known tools, which change with every release.',
    references: ['https://docs.docker.com/build/building/best-practices/#run'],
  },
  listen: listenToShell(check),
});

/** Hosts from which the makers of a tool tell everybody to install it in this way. */
const INSTALLERS = new Set([
  'sh.rustup.rs',
  'astral.sh',
  'install.python-poetry.org',
  'pyenv.run',
  'get.docker.com',
  'ollama.com',
  'ollama.ai',
  'deb.nodesource.com',
  'rpm.nodesource.com',
  'micro.mamba.pm',
  'pixi.sh',
  'bootstrap.pypa.io',
  'get.pnpm.io',
  'bun.sh',
  'deno.land',
  'sdk.cloud.google.com',
  'packagecloud.io',
  'fnm.vercel.app',
  'get.sdkman.io',
  'sh.magic.modular.com',
  'hf.co',
  'install.duckdb.org',
  'repo.anaconda.com',
  'community.chocolatey.org',
  'get.scoop.sh',
]);

function check(step: ShellStep, context: CommandContext): void {
  const { command } = step;
  const piped = runsInput(command) ? fetchBefore(command, context.facts) : null;
  if (piped !== null) return report(step, piped, command.name, context);
  if (isRunOutside(step) && fetchOf(command, context.facts)?.toOutput)
    report(step, command, /^[$`]/.test(step.outer!.name) ? 'the shell' : step.outer!.name, context);
}

function report(step: ShellStep, fetching: ShellCommand, by: string, context: CommandContext): void {
  const fetch = fetchOf(fetching, context.facts)!;
  const { urls, unchecked } = fetch;
  const address = urls[0]?.url ?? '';
  if (urls.length > 0 && urls.every(({ url }) => isLocal(url) || isPinnedUrl(url))) return;
  const host = dottedHostOf(address);
  const plain = urls.some(({ url }) => isPlainHttp(url));
  const severity: Severity = plain || unchecked ? 'error' : host !== null && INSTALLERS.has(host) ? 'info' : 'warning';
  const from = host === null ? 'a web address' : host;
  const who = by === '.' || by === 'source' ? 'the shell' : by.startsWith('{') ? 'python' : by;
  const why = plain ? ': plain HTTP lets an attacker replace it' : unchecked ? ': its certificate is not checked' : '';
  context.report({
    range: rangeOf(
      Math.min(fetching.range.start, step.command.range.start),
      Math.max(fetching.range.end, step.command.range.end),
    ),
    severity,
    message: `A script from ${from} is run by ${who} unchecked${why}.`,
    detail: 'Whoever controls that address decides what runs here',
    fixes: plain || unchecked ? [] : checkedFixes(step, fetch, severity === 'info', context),
  });
}

import { shortened } from '../../analysis/secrets/shortened';
import type { Range } from '../../core/range';
import { defineRule, type CommandContext } from '../../core/rule';
import { dottedHostOf, isLocal, isPlainHttp, isPrivate } from '../../analysis/addresses/fetched-urls';
import { fetchOf } from '../../analysis/commands/fetches';
import { isRunAtOnce } from '../../analysis/commands/interpreters';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { expanded } from '../../analysis/commands/variables';
import { fetchesNothing, isShown, setVariablesOf, switchesOff } from './shell/settings';
import { securedTransport, withCertificateCheck } from './shell/transport-fixes';
import { disables } from './tls/environment';

export default defineRule({
  id: 'insecure-shell-download',
  severity: 'warning',
  category: 'downloads',
  title: 'Insecure download in a shell command',
  cwe: 319,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010'],
  docs: {
    what: "A shell command downloads files over plain HTTP or without checking the server's certificate: `wget http://…`, `curl -k`, `--no-check-certificate`, `git -c http.sslVerify=false`, `GIT_SSL_NO_VERIFY=1`. This machine is not reported.",
    why: 'An attacker on the network can replace the download: weights, archives and scripts, many of which run code when they are used.',
    fix: 'Use `https://`. For a server with its own certificate authority, pass it (`curl --cacert`, `wget --ca-certificate`, `git -c http.sslCAInfo=…`) and leave the check on.',
    references: [
      'https://curl.se/docs/sslcerts.html',
      'https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslVerify',
    ],
  },
  listen: listenToShell(check),
});

function check(step: ShellStep, context: CommandContext): void {
  for (const { name, value, range } of setVariablesOf(step.command)) checkVariable(name, value, range, context);
  if (step.command.name === 'git') checkGit(step, context);
  else checkFetch(step, context);
}

function checkVariable(name: string, value: string, range: Range, context: CommandContext): void {
  // W&B fetches nothing by itself in a shell.
  if (name !== 'WANDB_INSECURE_DISABLE_SSL' && disables(name, value.replace(/^(["'])(.*)\1$/, '$2')))
    context.report({
      range,
      message: `${name} turns certificate checks off: an attacker can replace downloads.`,
    });
}

function checkFetch(step: ShellStep, context: CommandContext): void {
  const fetch = fetchOf(step.command, context.facts);
  if (fetch === null || isRunAtOnce(step, context.facts)) return;
  const { urls, unchecked, toOutput } = fetch;
  for (const { word, url } of fetchesNothing(step.command) ? [] : urls) {
    if (!isPlainHttp(url) || (isPrivate(url) && toOutput) || isShown(url)) continue;
    const file = /\/([^/?#]+)(?:[?#].*)?$/.exec(url.replace(/^\w+:\/\//, ''))?.[1];
    context.report({
      range: word.range,
      fixes: securedTransport(word, context),
      message: `${file === undefined || /[{$]/.test(file) ? 'This file' : shortened(file)} is fetched unencrypted: an attacker can replace it.`,
    });
  }
  if (unchecked && !(urls.length > 0 && urls.every(({ url }) => isLocal(url))))
    context.report({
      range: unchecked.range,
      message: `${unchecked.text} turns certificate checks off: an attacker can replace the download.`,
      fixes: withCertificateCheck(unchecked, step, context),
    });
}

function checkGit({ command }: ShellStep, context: CommandContext): void {
  for (const range of switchesOff(command))
    context.report({
      range,
      message: 'git does not check certificates here: an attacker can replace the code.',
    });
  if (!command.words.some(({ text }) => /^(?:clone|pull|fetch|add)$/.test(text))) return;
  for (const word of command.words) {
    const url = expanded(word, context.facts);
    const host = dottedHostOf(url);
    if (!/^(?:http|git):\/\//i.test(url) || isLocal(url) || host === null) continue;
    context.report({
      range: word.range,
      fixes: securedTransport(word, context),
      message: `Code from ${shortened(host)} is fetched unencrypted: an attacker can replace it.`,
    });
  }
}

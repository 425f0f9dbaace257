import type { Fix } from '../../core/finding';
import { rangeOf, type Range } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import type { ShellWord } from '../../readers/shell/shell-command';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { expanded } from '../../analysis/commands/variables';
import { dottedHostOf, isLocal, isPlainHttp, isPrivate } from '../../analysis/addresses/fetched-urls';
import { fetchOf } from '../../analysis/commands/fetches';
import { isRunAtOnce } from '../../analysis/commands/interpreters';

export default defineRule({
  id: 'insecure-shell-download',
  severity: 'warning',
  category: 'downloads',
  title: 'Insecure download in a shell command',
  cwe: 319,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A shell command fetches files over plain HTTP, or does not check the certificate of the server: `wget http://…`, `curl -k`, `--no-check-certificate`, `git -c http.sslVerify=false`, `GIT_SSL_NO_VERIFY=1`. This machine is left alone.',
    why: 'Anybody on the way can exchange what is downloaded: weights, archives and scripts among it, many of which run code when they are used.',
    fix: 'Use `https://`. For a server with a certificate of its own, name the certificate authority (`curl --cacert`, `wget --ca-certificate`, `git -c http.sslCAInfo=…`) and leave the check on.',
    references: [
      'https://curl.se/docs/sslcerts.html',
      'https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslVerify',
    ],
  },
  listen: listenToShell(check),
});

/** Variables that turn the check of certificates off, with the values that do. */
const SWITCHES: Readonly<Record<string, RegExp>> = {
  GIT_SSL_NO_VERIFY: /^(?:1|true|yes|on)$/i,
  PYTHONHTTPSVERIFY: /^0$/,
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  CURL_CA_BUNDLE: /^$/,
  REQUESTS_CA_BUNDLE: /^$/,
  HF_HUB_DISABLE_SSL_VERIFY: /^(?:1|true|yes|on)$/i,
  HF_HUB_DISABLE_SSL_VERIFICATION: /^(?:1|true|yes|on)$/i,
  CONDA_SSL_VERIFY: /^(?:0|false|no)$/i,
};

function check(step: ShellStep, context: PythonContext): void {
  const { command } = step;
  for (const { name, value, range } of command.assignments) checkVariable(name, value, range, context);
  if (/^(?:export|ENV|ARG|declare)$/.test(command.name))
    for (const word of command.words.slice(1)) {
      const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(word.text);
      if (match) checkVariable(match[1]!, match[2]!, word.range, context);
    }
  if (command.name === 'git') return checkGit(step, context);
  const fetch = fetchOf(command, context.facts);
  if (fetch === null || isRunAtOnce(step, context.facts)) return;
  const texts = command.words.map(({ text }) => text);
  // A request that sends something, or asks for the headers alone, downloads nothing.
  const asks = texts.some(
    (text) =>
      /^--(?:request|data\S*|json|form|head|upload-file|post-data\S*|spider)$/.test(text) ||
      (command.name === 'curl' && /^-[XdFTI]$/.test(text)),
  );
  for (const { word, url } of fetch.urls) {
    if (!isPlainHttp(url) || asks || (isPrivate(url) && fetch.toOutput)) continue;
    if (!/:\/\//.test(url) && !/\/[^?#]*\.\w{1,12}(?:[?#]|$)/.test(url)) continue; // `curl ifconfig.me` shows something to a person
    const file = /\/([^/?#]+)(?:[?#].*)?$/.exec(url.replace(/^\w+:\/\//, ''))?.[1];
    context.report({
      range: word.range,
      fixes: secured(word, context),
      message: `${file === undefined || /[{$]/.test(file) ? 'A file' : file} is fetched from ${dottedHostOf(url) ?? 'its server'} over an unencrypted connection, so anybody on the way can exchange it.`,
    });
  }
  if (fetch.unchecked && !(fetch.urls.length > 0 && fetch.urls.every(({ url }) => isLocal(url)))) {
    context.report({
      range: fetch.unchecked.range,
      message: `${fetch.unchecked.text} turns the check of the certificate off, so anybody on the way can exchange what is downloaded.`,
      fixes: withoutOption(fetch.unchecked, step, context),
    });
  }
}

function checkVariable(name: string, value: string, range: Range, context: PythonContext): void {
  const off = Object.hasOwn(SWITCHES, name) ? SWITCHES[name]! : undefined;
  if (off?.test(value.replace(/^(["'])(.*)\1$/, '$2')) === true)
    context.report({
      range,
      message: `${name} turns the check of certificates off, so anybody on the way can exchange what is downloaded.`,
    });
}

function checkGit({ command }: ShellStep, context: PythonContext): void {
  const words = command.words;
  words.forEach((word, index) => {
    const before = words[index - 1]?.text ?? '';
    if ((before === '-c' || before === '--config') && /^http\.(?:\S+\.)?sslverify=(?:false|0|no|off)$/i.test(word.text))
      report(word.range);
    if (
      /^http\.(?:\S+\.)?sslverify$/i.test(word.text) &&
      /^(?:false|0|no|off)$/i.test(words[index + 1]?.text ?? '') &&
      words[1]?.text === 'config'
    )
      report(rangeOf(word.range.start, words[index + 1]!.range.end));
  });
  function report(range: Range): void {
    context.report({
      range,
      message: 'git no longer checks certificates, so anybody on the way can exchange the code that is fetched.',
    });
  }
  if (!words.some(({ text }) => text === 'clone' || text === 'pull' || text === 'fetch' || text === 'add')) return;
  for (const word of words) {
    const url = expanded(word, context.facts);
    if (!/^(?:http|git):\/\//i.test(url) || isLocal(url) || dottedHostOf(url) === null) continue;
    context.report({
      range: word.range,
      fixes: secured(word, context),
      message: `The code is fetched from ${dottedHostOf(url)} over an unencrypted connection, so anybody on the way can exchange it.`,
    });
  }
}

/** `http://` becomes `https://` where it is written as such. */
function secured(word: ShellWord, context: PythonContext): Fix[] {
  const at = context.facts.text.slice(word.range.start, word.range.end).search(/(?:http|git):\/\//i);
  if (at < 0 || !/^["']?(?:http|git):/i.test(word.text)) return [];
  const start = word.range.start + at;
  const scheme = /^\w+/.exec(context.facts.text.slice(start))![0];
  return [
    {
      title: 'Use https://',
      safety: 'unsafe',
      edits: [{ range: rangeOf(start, start + scheme.length), text: 'https' }],
    },
  ];
}

function withoutOption(option: ShellWord, { call }: ShellStep, context: PythonContext): Fix[] {
  const { text } = context.facts;
  const { range } = option;
  if (call !== null || text.slice(range.start, range.end) !== option.text) return [];
  const title = `Check the certificate (removes ${/^-(?!-)/.test(option.text) ? '-k' : option.text})`;
  if (/^-(?!-)/.test(option.text) && option.text.length > 2)
    return [{ title, safety: 'unsafe', edits: [{ range, text: option.text.replace(/k/g, '') }] }];
  const blank = /[ \t]/.test(text[range.start - 1] ?? '') ? 1 : 0;
  return [{ title, safety: 'unsafe', edits: [{ range: rangeOf(range.start - blank, range.end), text: '' }] }];
}

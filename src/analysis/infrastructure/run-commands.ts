import type { PrivilegeFact } from '../../core/infrastructure-facts';
import { privilegesOfOptions } from '../../readers/infrastructure/run-options';
import type { ShellStep } from '../commands/steps';

/** Rights over the machine that `docker run` and its relatives hand to a container. */
export function privilegesOfStep({ command }: ShellStep): readonly PrivilegeFact[] {
  if (!/^(?:docker|podman|nerdctl)$/.test(command.name)) return [];
  const words = command.words.slice(1);
  const action = words.findIndex(({ text }) => /^(?:run|create)$/.test(text));
  // What follows the image is the container's own business.
  return action < 0 || action > 2 ? [] : privilegesOfOptions(optionsOf(words.slice(action + 1)));
}

type Word = ShellStep['command']['words'][number];

/** Options of `docker run` that stand alone. Source: docs.docker.com, docker container run. */
const SWITCH =
  /^(?:--(?:detach|interactive|tty|rm|init|privileged|publish-all|read-only|no-healthcheck|oom-kill-disable|quiet|sig-proxy|disable-content-trust)|-[ditPq]+)$/;

/** The options before the image. */
function optionsOf(words: readonly Word[]): readonly Word[] {
  let at = 0;
  while (at < words.length && words[at]!.text.startsWith('-')) {
    const { text } = words[at]!;
    at += text.includes('=') || SWITCH.test(text) ? 1 : 2;
  }
  return words.slice(0, at);
}

import type { PrivilegeFact } from '../../core/infrastructure-facts';
import type { Range } from '../../core/range';
import { capabilityAt, mountAt } from '../kubernetes/privileges';

/** A word of options for a container engine, with its place. */
export interface OptionWord {
  readonly text: string;
  readonly range: Range;
}

/** Rights that options of `docker run` give. Source: docs.docker.com, docker container run. */
export function privilegesOfOptions(words: readonly OptionWord[]): readonly PrivilegeFact[] {
  return words.flatMap((word, index): readonly PrivilegeFact[] => {
    const [, option = '', inline] = /^(--?[a-z][a-z-]*)(?:=(.*))?$/.exec(word.text) ?? [];
    const next = words[index + 1];
    const value = inline ?? next?.text ?? '';
    const range = inline === undefined && next ? { start: word.range.start, end: next.range.end } : word.range;
    if (option === '--privileged') return inline === 'false' ? [] : [switchAt('privileged', word.range)];
    if (option === '--cap-add') return [capabilityAt(value, range)];
    if (option === '-v' || option === '--volume' || option === '--mount') return mountIn(value, range);
    const shared = Object.hasOwn(NAMESPACES, option) ? NAMESPACES[option] : undefined;
    return shared !== undefined && value === 'host' ? [switchAt(shared, range)] : [];
  });
}

const NAMESPACES: Readonly<Record<string, PrivilegeFact['what']>> = {
  '--pid': 'host-pid',
  '--ipc': 'host-ipc',
  '--network': 'host-network',
  '--net': 'host-network',
};

const switchAt = (what: PrivilegeFact['what'], range: Range): PrivilegeFact => ({
  what,
  subject: '',
  readOnly: false,
  range,
  without: null,
});

/** `/etc:/host:ro`, `type=bind,source=/etc,target=/host,readonly` */
export function mountIn(text: string, range: Range): PrivilegeFact[] {
  const [, bound] = /(?:^|,)(?:source|src)=([^,]+)/.exec(text) ?? [];
  if (bound !== undefined)
    return /(?:^|,)type=volume(?:,|$)/.test(text)
      ? []
      : [mountAt(bound, range, /(?:^|,)(?:readonly|ro)(?:=true)?(?:,|$)/.test(text))];
  const [, source, options = ''] = /^([~/.$][^:]*):[^:]+(?::([\w,]+))?$/.exec(text) ?? [];
  return source === undefined ? [] : [mountAt(source, range, options.split(',').includes('ro'))];
}

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
  return words.flatMap((word, index): PrivilegeFact[] => {
    const [, option = '', inline] = /^(--?[a-z][a-z-]*)(?:=(.*))?$/.exec(word.text) ?? [];
    const next = words[index + 1];
    const value = inline ?? next?.text ?? '';
    const range = inline === undefined && next ? { start: word.range.start, end: next.range.end } : word.range;
    const at = (what: PrivilegeFact['what']): PrivilegeFact[] => [
      { what, subject: '', readOnly: false, range, without: null },
    ];
    switch (option) {
      case '--privileged':
        return inline === 'false'
          ? []
          : [{ what: 'privileged', subject: '', readOnly: false, range: word.range, without: null }];
      case '--pid':
        return value === 'host' ? at('host-pid') : [];
      case '--ipc':
        return value === 'host' ? at('host-ipc') : [];
      case '--network':
      case '--net':
        return value === 'host' ? at('host-network') : [];
      case '--cap-add':
        return [capabilityAt(value, range)];
      case '-v':
      case '--volume':
      case '--mount':
        return mountIn(value, range);
      default:
        return [];
    }
  });
}

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

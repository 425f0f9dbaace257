import { stringOf, type Value } from '../../../core/value';
import { unwrap } from '../../../analysis/flow/file-keys';

/** Folders that others write to as well. */
const SHARED =
  /^(?:\/(?:tmp|var\/tmp|dev\/shm|mnt|media|net)\/|~\/Downloads\/|[A-Za-z]:\\(?:Temp|Users\\Public)\\|\\\\)|[\\/]Downloads[\\/]/i;
/** Folders that only an administrator writes to. */
const SYSTEM = /^(?:\/(?:usr|lib|lib64|opt|System|Library|etc|bin|nix)\/|[A-Za-z]:\\(?:Windows|Program Files))/i;

/** Who may write to the folder of a library: everybody, only an administrator, or whoever wrote the program. */
export function folderKindOf(path: string): 'shared' | 'system' | 'own' {
  return SHARED.test(path) ? 'shared' : SYSTEM.test(path) || path === '' ? 'system' : 'own';
}

/** A path that is written out, or one whose beginning is. */
export function writtenPath(value: Value): string | undefined {
  const source = unwrap(value);
  if (source.kind === 'unknown')
    return source.prefix !== undefined && SHARED.test(source.prefix) ? source.prefix : undefined;
  if (source.kind === 'result' && /(?:^|\.)path\.join$/.test(source.callee)) {
    const parts = source.args.map(stringOf);
    return parts.some((part) => part === undefined) || parts.length === 0
      ? SHARED.test(`${parts[0] ?? ''}/`)
        ? parts[0]
        : undefined
      : parts.join('/');
  }
  const text = stringOf(source);
  return source.kind === 'string' && source.via === 'default' ? undefined : text;
}

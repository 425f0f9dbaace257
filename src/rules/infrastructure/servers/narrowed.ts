import { lastNameOf } from '../../../core/callee-pattern';
import type { Fix } from '../../../core/finding';
import { rangeOf } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { keepsFlag } from '../../../readers/python/default-edit';
import { callsAround } from '../../../readers/python/fact-index';
import type { OpenAddress } from './addresses';
import { isContained } from './servers';

/** An address that means every interface, at the beginning of a text: alone, or with a port. */
const HOST = /^((?:tcp:\/\/)?)(0\.0\.0\.0|\[::\]|::(?=$)|\*)(?=$|:)/;
const LOOPBACK: Readonly<Record<string, string>> = { '[::]': '[::1]', '::': '::1' };

/**
 * Has a server listen on this machine alone, where the address is written: as the default of an option or of a parameter it can still be
 * given otherwise. None in a container, which nobody reaches then, and none for an empty text, which means other things elsewhere.
 */
export function narrowed({ written, isDefault }: OpenAddress, context: PythonContext): readonly Fix[] {
  if (written === null || isContained(context)) return [];
  // What a parameter holds by default is one of many: each caller may give another.
  if (isDefault && !callsAround(context.facts, written).some(({ callee }) => lastNameOf(callee) === 'add_argument'))
    return [];
  const [piece] = context.facts.semantics.expressionAt(written)?.pieces ?? [];
  if (!piece || piece.hole || piece.text.length !== piece.end - piece.start) return [];
  const [, scheme, host] = HOST.exec(piece.text) ?? [];
  if (scheme === undefined || host === undefined || !keepsFlag(context.facts, written, '')) return [];
  const start = piece.start + scheme.length;
  const loopback = LOOPBACK[host] ?? '127.0.0.1';
  return [
    {
      title: `Listen on ${loopback}`,
      safety: 'unsafe',
      edits: [{ range: rangeOf(start, start + host.length), text: loopback }],
    },
  ];
}

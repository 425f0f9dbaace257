import * as p from '../assemble/pickle';
import { ECHO, join, pickle, proto } from '../assemble/pickle';
import { sample, type Sample } from './sample';

const memo: readonly Sample[] = (
  [
    [
      'memo-module',
      join(
        proto(4),
        p.shortText('posix'),
        p.MEMOIZE,
        p.POP,
        p.shortText('system'),
        p.MEMOIZE,
        p.POP,
        p.get(0),
        p.get(1),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'memo-by-length',
      join(
        proto(4),
        p.shortText('x'),
        p.put(5),
        p.shortText('posix'),
        p.MEMOIZE,
        p.POP,
        p.POP,
        p.get(1),
        p.shortText('system'),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'dup',
      join(
        proto(4),
        p.shortText('system'),
        p.shortText('posix'),
        p.DUP,
        p.put(0),
        p.POP,
        p.POP,
        p.POP,
        p.get(0),
        p.shortText('system'),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'pop-between',
      join(
        proto(4),
        p.shortText('posix'),
        p.shortText('junk'),
        p.POP,
        p.shortText('system'),
        p.shortText('more'),
        p.POP,
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'huge-index',
      join(
        proto(2),
        p.global('posix', 'system'),
        p.longPut(0xfffffff0),
        p.POP,
        p.longGet(0xfffffff0),
        p.tuple(p.text(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'text-index',
      join(
        proto(2),
        p.global('posix', 'system'),
        p.textPut('12'),
        p.POP,
        p.textGet('12'),
        p.tuple(p.text(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'overwritten',
      join(
        proto(4),
        p.shortText('collections'),
        p.put(0),
        p.shortText('posix'),
        p.put(0),
        p.POP,
        p.POP,
        p.get(0),
        p.shortText('system'),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
    [
      'popmark-hides',
      join(
        proto(4),
        p.shortText('posix'),
        p.MARK,
        p.shortText('os'),
        p.shortText('path'),
        p.POP_MARK,
        p.shortText('system'),
        p.STACK_GLOBAL,
        p.tuple(p.shortText(ECHO)),
        p.REDUCE,
        p.STOP,
      ),
    ],
  ] as const
).map(([name, bytes]) => sample('memo and stack', 'malicious')(`${name}.pkl`, bytes));

const registry: readonly Sample[] = [
  ...(
    [
      ['ext1', p.ext1(7)],
      ['ext2', p.ext2(700)],
      ['ext4', p.ext4(70_000)],
    ] as const
  ).map(([name, code]) =>
    sample('extension registry', 'flagged')(`${name}.pkl`, pickle(join(code, p.tuple(p.text(ECHO)), p.REDUCE))),
  ),
  ...(
    [
      ['torch-os', ['torch', 'serialization.os.system']],
      ['numpy-sys', ['numpy', 'sys.modules.get']],
      ['builtins-dotted', ['collections', '_sys.modules.__getitem__']],
      ['globals', ['logging', 'Logger.__init__.__globals__']],
      ['class-method', ['sklearn.base', 'BaseEstimator.__reduce__']],
    ] as const
  ).map(([name, [module, own]]) =>
    sample('dotted name', 'malicious')(
      `${name}.pkl`,
      pickle(join(p.stackGlobal(module, own), p.tuple(p.shortText(ECHO)), p.REDUCE), 4),
    ),
  ),
];

/** Names that come out of the memo, the stack, a registry, an attribute. */
export const PICKLE_NAMES: readonly Sample[] = [...memo, ...registry];

import type { CommandFact } from '../../../core/command-facts';
import { rangeOf } from '../../../core/range';
import type { CommandContext } from '../../../core/rule';
import { replaceWith } from '../../../readers/python/edits';
import { judgeCode } from '../../../analysis/models/remote-code';

const FLAG = /--trust[-_]remote[-_]code(?:[= ](\w+))?/g;
const isOn = (match: RegExpExecArray): boolean => !/^(?:false|0|no)$/i.test(match[1] ?? '');

/** Whether a command has `--trust-remote-code`, and not to turn it off. */
export const setsFlag = (command: string): boolean => [...command.matchAll(FLAG)].some(isOn);

/** `!python train.py --trust_remote_code`, a line of a script. */
export function checkTrustCommand(command: CommandFact, context: CommandContext): void {
  // `lm_eval --model_args pretrained=org/name,trust_remote_code=True`
  for (const match of command.body.matchAll(
    /(?<=[\w=]+=[^\s=]*,|--\w*(?:args|kwargs)[= ]["']?)trust_remote_code=(?:true|1)\b/gi,
  )) {
    const start = command.bodyRange.start + match.index;
    context.report({ range: rangeOf(start, start + match[0].length), ...judgeCode([], context) });
  }
  for (const match of command.body.matchAll(FLAG)) {
    if (!isOn(match)) continue;
    const start = command.bodyRange.start + match.index;
    const end = start + match[0].length - (match[1] && !/^(?:true|1)$/i.test(match[1]) ? match[1].length + 1 : 0);
    const cut = /\s/.test(context.facts.text[start - 1] ?? '') ? start - 1 : start;
    // In a Dockerfile's `["exec", "form"]` an empty word would stay.
    const quoted = /["']/.test(context.facts.text[start - 1] ?? '');
    context.report({
      range: rangeOf(start, end),
      ...judgeCode([], context),
      fixes: quoted
        ? []
        : [{ title: 'Remove --trust-remote-code', safety: 'unsafe', edits: [replaceWith(rangeOf(cut, end), '')] }],
    });
  }
}

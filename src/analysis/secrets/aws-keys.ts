import type { Range } from '../../core/range';
import { formatOf } from './formats';
import { decideByForm, type Secret } from './judgement';

/** Whether a text is an AWS access key id, and nothing else. */
export function isAwsKeyId(text: string): boolean {
  const [found] = decideByForm(text);
  return found?.format?.id === 'aws-access-key-id' && found.range.end - found.range.start === text.length;
}

/** What a text is that is an AWS secret access key as a whole. */
export function awsSecret(range: Range): Secret {
  const format = formatOf('aws-secret-key')!;
  const { label, environment, rotation } = format;
  return { label, environment, rotation, severity: 'error', range, format };
}

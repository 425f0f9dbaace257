import { entropyOf } from './entropy';
import { isStandIn } from './placeholders';

/** Whether a text has the form of an AWS secret access key. It has no mark, so this says nothing without the key id beside it. */
export const isAwsSecret = (text: string): boolean =>
  /^[A-Za-z0-9/+]{40}$/.test(text) &&
  /\d/.test(text) &&
  /[a-z]/.test(text) &&
  /[A-Z]/.test(text) &&
  entropyOf(text) >= 4 &&
  !isStandIn(text);

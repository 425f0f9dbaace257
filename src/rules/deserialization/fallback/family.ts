import type { Severity } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { isDefault, truthOf, type Value } from '../../../core/value';

/** Loads that do the same, some in a safe and some in an unsafe way. */
export interface Family {
  /** Whether a call is one of them. It is remembered by identity. */
  readonly isLoad: (call: CallFact) => boolean;
  /** The argument that chooses between the ways, where one does. */
  readonly flag?: Flag;
  /** What a call loads. */
  loaded(call: CallFact): Argument | undefined;
  /** How it loads with the switch set so; undefined where nothing sets it. Null where that is not known. */
  judge(call: CallFact, setting: Value | undefined, context: PythonContext): LoadVerdict | null;
  /** Functions of different names stand in for one another. */
  readonly mixed?: boolean;
  /** What is loaded is looked for in several places, so that it may be missing in one of them. */
  readonly fetches?: boolean;
  /** What is loaded is a file, which the program may have written itself. */
  readonly files?: boolean;
  /** Rules that judge the unsafe call alone. */
  readonly absorbs: readonly string[];
}

export interface Flag {
  readonly name: string;
  readonly position?: number;
}

/** How a call loads. */
export interface LoadVerdict {
  /** It refuses what is not safe. */
  readonly safe: boolean;
  /** What it does as a fallback; null where that harms nobody. */
  readonly danger: Danger | null;
  /** The code says so, and does not leave it to what the library does by itself. */
  readonly explicit: boolean;
}

export interface Danger {
  readonly severity: Severity;
  readonly message: string;
}

export const SAFE: LoadVerdict = { safe: true, danger: null, explicit: true };

/** It loads in a way that is not safe. */
export const unsafeBy = (severity: Severity, message: string, explicit = true): LoadVerdict => ({
  safe: false,
  danger: { severity, message },
  explicit,
});

/** How a message says that the code in a file runs, and in which versions. */
export const runsCode = (versions = ''): string =>
  `If the safe load fails, this one runs any code in the file${versions}.`;

/** The state of a switch of which one position is safe; null where it is not known. A default is what holds unless the caller says otherwise. */
export function switchState(setting: Value | undefined): 'true' | 'false' | 'absent' | 'default' | null {
  if (setting === undefined || setting.kind === 'none') return 'absent';
  const truth = truthOf(setting);
  if (truth === undefined) return null;
  return isDefault(setting) ? (truth ? 'default' : null) : truth ? 'true' : 'false';
}

/** A function that takes what it loads under one of these names, or first. */
export const firstOrNamed = (call: CallFact, ...names: readonly string[]): Argument | undefined =>
  names.map((name) => argumentOf(call, name)).find((found) => found) ?? argumentOf(call, '', 0);

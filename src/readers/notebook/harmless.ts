import type { CommandFact } from '../../core/command-facts';
import { isPythonCellMagic } from './python-magics';

/** Magics that no rule sees anything in, whatever the code around them is. */
const HARMLESS = /^(?:matplotlib|load_ext|reload_ext|autoreload|config|pylab)$/;
const INSTALLS =
  /^(?:(?:python3?\s+-m\s+)?(?:pip3?|conda|mamba)\s+(?:-q\s+)?(?:un)?install|nvidia-smi|ls|pwd)\b[^{}$;&|]*$/;

/** Whether a magic has nothing to do with the code around it, whatever that is. Of Python behind one, the magic is only the mark. */
export const isHarmlessMagic = ({ kind, name, body }: CommandFact): boolean =>
  (body === '' && kind !== 'shell' && (isPythonCellMagic(name) || /^(?:writefile|file)$/.test(name))) ||
  (kind === 'line' && HARMLESS.test(name)) ||
  INSTALLS.test(kind === 'line' ? `${name} ${body}` : kind === 'shell' ? body : '{');

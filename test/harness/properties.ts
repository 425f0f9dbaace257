// Properties are tried on the same cases in every run of `npm test`: a change that is right never fails by chance, and one that
// is wrong fails again. TOUCHSTONE_SEED=N, or =random, looks for cases that nobody has seen.
import fc from 'fast-check';

const { TOUCHSTONE_SEED: wanted = '20261201' } = process.env;
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });

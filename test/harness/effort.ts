/**
 * How much work something is, told so that it means the same on a slow machine and on a busy one: CPU time of this process, in
 * turns of a fixed loop that is timed right before and after. A minute of waiting for other programs counts nothing.
 */
export async function effortOf(run: () => unknown): Promise<number> {
  const before = turnOfLoop();
  const took = await cpuOf(run);
  return took / ((before + turnOfLoop()) / 2);
}

/**
 * How many times more work sixteen times as much input is: about 16 where work grows with the input, 256 where it grows with its
 * square. `run` does its work on an input of that size. Both are measured with the same clock, one right after the other, and
 * the least of some tries counts, as noise only adds. What is less than half a turn of the loop (some milliseconds) is too short
 * to be measured, and counts as that; so a size has to be large enough for a square to show. Sixteen times, not twice: more
 * memory that is alive costs the garbage collector more, which makes honest work look four times as much.
 */
export async function growthOf(size: number, run: (size: number) => unknown): Promise<number> {
  let [few, many] = [Infinity, Infinity];
  const least = turnOfLoop() / 2;
  // Code that runs for the first time is slow, and would let the small input look like much work.
  await run(size);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    few = Math.min(few, Math.max(least, await cpuOf(() => run(size))));
    many = Math.min(many, await cpuOf(() => run(size * 16)));
    if (many / few < LINEAR) break;
  }
  return many / few;
}

/** Above this, work grows faster than its input: half-way, by factors, between growing with it and growing with its square. */
export const LINEAR = 64;

/** What was disturbed is given other chances; what truly grows too fast stays so. */
const MOST_TRIES = 3;

/** CPU time of the fixed loop in microseconds: the median of some runs. */
export function turnOfLoop(): number {
  const times = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    sink = loop(sink);
    return cpuSince(start);
  });
  return times.sort((a, b) => a - b)[2]!;
}

/** What the loop came to, so that nobody finds it needless. */
let sink = 1;

/** What engines do most: looking at characters, and putting small things together. Some milliseconds. */
function loop(seed: number): number {
  let state = seed;
  const words: string[] = [];
  for (let i = 0; i < 120_000; i++) {
    for (let at = 0; at < TEXT.length; at++) state = (Math.imul(state, 31) + TEXT.charCodeAt(at)) | 0;
    if ((state & 7) === 0) words.push(TEXT.slice(state & 15));
  }
  return state ^ words.length;
}

const TEXT = 'model = torch.load("a.pt", weights_only=False)';

/** CPU time of this process in microseconds, its threads included, that something takes. */
async function cpuOf(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await run();
  return cpuSince(start);
}

/** CPU time in microseconds since `process.cpuUsage()` was asked. */
export function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

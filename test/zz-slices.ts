import { RULES } from '../src/rules/index';
import { Triggers } from '../src/readers/prefilter/triggers';
import { Relevance } from '../src/readers/prefilter/relevance';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as ex from '../src/readers/prefilter/excerpt';
void ex; void Relevance;
import { Outline } from '../src/readers/prefilter/outline';
const files: string[] = [];
const walk = (d: string) => { for (const e of readdirSync(d)) { const p = join(d, e); if (statSync(p).isDirectory()) walk(p); else if (p.endsWith('.py')) files.push(p); } };
walk(process.argv[2]!);
const WORDS = new RegExp(process.argv[3] ?? '(?!)');
const t = new Triggers(RULES);
let lines = 0, a = 0, b = 0, n = 0, withwords = 0, bw = 0, ta = 0, tb = 0;
const worst: [number, string][] = [];
for (const f of files) {
  const text = readFileSync(f, 'utf8'); const hits = ex.hitsIn(text, t); if (!hits.length) continue;
  const run = (hs: any) => { const o = new Outline(text); const r = new Relevance(o); const t0 = process.hrtime.bigint(); r.choose(hs); const dt = Number(process.hrtime.bigint() - t0) / 1e6; return [r.extents.filter((e: number) => e === 3).length, o.lines.length, dt] as const; };
  const off = hits.map((h: any) => 'follows' in h.meaning ? { ...h, meaning: { ...h.meaning, follows: false } } : h);
  const [x, l, d1] = run(off), [y, , d2] = run(hits); n++; lines += l; a += x; b += y; ta += d1; tb += d2;
  if (WORDS.test(text)) { withwords++; bw += y; } else bw += x;
  worst.push([y - x, `${f} ${x} ${y} of ${l}`]);
}
console.log(n, 'files', lines, 'lines; without', a, 'with', b, 'with words', bw, `(${withwords} files)`, 'ms', ta.toFixed(0), tb.toFixed(0));
worst.sort((p, q) => q[0] - p[0]); for (const w of worst.slice(0, 12)) console.log(w[1]);

import { RULES } from '../src/rules/index';
import { Triggers } from '../src/readers/prefilter/triggers';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
const t = new Triggers(RULES);
const files: string[] = [];
const walk = (d: string) => { for (const e of readdirSync(d)) { const p = join(d, e); if (statSync(p).isDirectory()) walk(p); else if (p.endsWith('.py')) files.push(p); } };
walk(process.argv[2]!);
const by = new Map<string, number>(); let n = 0, hitfiles = 0;
for (const f of files) { const text = readFileSync(f, 'utf8'); const seen = new Set<string>(); const hits = t.find(text); if (hits.length) hitfiles++;
 for (const h of hits) if ('follows' in h.meaning && h.meaning.follows) seen.add(text.slice(h.start, h.end)); if (seen.size) n++; for (const s of seen) by.set(s, (by.get(s) ?? 0) + 1); }
console.log(files.length, hitfiles, n); console.log([...by].sort((a, b) => b[1] - a[1]).slice(0, 40).map(([k, v]) => `${k}:${v}`).join(' '));

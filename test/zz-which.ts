import { RULES } from '../src/rules/index';
import { Triggers } from '../src/readers/prefilter/triggers';
import { Relevance } from '../src/readers/prefilter/relevance';
import { hitsIn } from '../src/readers/prefilter/excerpt';
import { Outline } from '../src/readers/prefilter/outline';
import { readFileSync } from 'node:fs';
const t = new Triggers(RULES);
const text = readFileSync(process.argv[2]!, 'utf8');
const hits = hitsIn(text, t);
const off = (hs: any) => hs.map((h: any) => 'follows' in h.meaning ? { ...h, meaning: { ...h.meaning, follows: false } } : h);
const size = (hs: any) => { const o = new Outline(text); const r = new Relevance(o); r.choose(hs); return r.extents.filter((e: number) => e === 3).length; };
console.log('all off', size(off(hits)), 'on', size(hits));
for (const h of hits) if ((h.meaning as any).follows) { const n = size([...off(hits.filter((x) => x !== h)), h]); console.log(text.slice(0, h.start).split('\n').length, JSON.stringify(text.slice(h.start - 20, h.end + 40)), n); }

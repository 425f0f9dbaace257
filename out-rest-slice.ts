import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { excerptOf } from './src/readers/prefilter/excerpt';
import { Triggers } from './src/readers/prefilter/triggers';
import { RULES } from './src/rules/index';

const files: string[] = [];
const walk = (d: string): void => { for (const n of readdirSync(d)) { const p = join(d, n); const s = statSync(p); if (s.isDirectory()) walk(p); else if (n.endsWith('.py') && s.size < 2_000_000) files.push(p); } };
for (const p of process.argv.slice(2)) walk(p);
const texts = files.map((f) => readFileSync(f, 'utf8'));
const measure = (name: string, rules: any): void => {
  const triggers = new Triggers(rules);
  let chars = 0, whole = 0, some = 0;
  const t = process.cpuUsage();
  for (const text of texts) { const e = excerptOf(text, triggers); if (e === 'whole') { whole++; chars += text.length; } else if (e) { some++; chars += e.text.length; } }
  const u = process.cpuUsage(t).user / 1000;
  console.log(name, 'files', some, 'whole', whole, 'MB', (chars / 1e6).toFixed(3), 'ms', u.toFixed(0));
};
const base = RULES;
const edit = (id: string, f: (l: any) => any) => base.map((r: any) => (r.id === id ? { ...r, listen: f(r.listen) } : r));
measure('warm', base);
measure('all', base);
const es = base.find((r: any) => r.id === 'exposed-server') as any;
for (const c of es.listen.calls) measure('without ' + c.callees[0] + ' ' + (c.triggers?.[0] ?? ''), edit('exposed-server', (l) => ({ ...l, calls: l.calls.filter((x: any) => x !== c) })));
measure('no reads', edit('exposed-server', (l) => ({ ...l, reads: undefined })));
measure('no bind assignment', edit('exposed-server', (l) => ({ ...l, assignments: { ...l.assignments, triggers: ['GRADIO_SERVER_NAME', 'OLLAMA_HOST'] } })));
measure('no follows', edit('exposed-server', (l) => ({ ...l, calls: l.calls.map((x: any) => ({ ...x, follows: false })) })));
measure('without archive beside', edit('unsafe-archive-extraction', (l) => ({ ...l, calls: l.calls.map((x: any) => ({ ...x, beside: undefined, follows: false })) })));
measure('without exposed', base.filter((r: any) => r.id !== 'exposed-server'));

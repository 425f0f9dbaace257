import { judge } from './harness/judging';
import { RULES } from '../src/rules/index';
import { readFileSync } from 'node:fs';
async function main(){
 const text = readFileSync(process.argv[2]!,'utf8');
 const ids = process.argv[3]?.split(',');
 const found = await judge(text, RULES.filter(r=>!ids||ids.includes(r.id)));
 for (const f of found) { console.log(text.slice(0,f.range.start).split('\n').length, f.severity, f.rule, f.message); for (const r of f.related) console.log('    ', text.slice(0,r.range.start).split('\n').length, JSON.stringify(text.slice(r.range.start,r.range.end).slice(0,80)), r.message); }
}
void main();

import { RULES } from '../src/rules/index';
import { Engine } from '../src/scan/engine';
import { Workspace } from '../src/project/workspace';
import { grammars } from './harness/grammars';
import { MemoryFiles } from './harness/memory-files';
import { numbered } from './scan/hostile/hostile-scan';
const HEAD = 'import os, subprocess, sys, torch, requests, pickle\n';
const sp = (i: number, n: number): number => (i * 7919 + 13) % n;
const P: Record<string, () => string> = {
  levels: () => `${HEAD}${numbered(20, (i) => `def f${i}(x):\n    return f${i + 1}(x) + f${i + 1}(x + "1")\n`)}\ndef f20(x):\n    return x\n\neval(f0(sys.argv[1]))\n`,
  callone: () => `${HEAD}${numbered(10_000, (i) => `def f${i}(x, y):\n    z = f${sp(i, 10_000)}(x, y)\n    os.system("ls " + z)\n    return f${sp(i + 5, 10_000)}(y, z)\n`)}\n`,
  loads: () => `${HEAD}${numbered(10_000, (i) => `def f${i}(x, y):\n    z = f${sp(i, 10_000)}(x, y)\n    pickle.load(open(z, "rb"))\n    return f${sp(i + 5, 10_000)}(y, z)\n`)}\n`,
  gen5mb: () => `${HEAD}${numbered(30_000, (i) => `def g${i}(p, q=None):\n    r = os.path.join(p, "v${i}")\n    s = [r, q, g${Math.max(0, i - 1)}(p)]\n    s.append(q)\n    os.system("ls " + " ".join(s))\n    return torch.load(r)\n`)}\n`,
  writes: () => `${HEAD}${numbered(10_000, (i) => `r${i} = requests.get(u)\nopen("f${i}.bin", "wb").write(r${i}.content)\nm${i} = pickle.load(open("f${i}.bin", "rb"))`)}\n`,
  oneresponse: () => `${HEAD}r = requests.get(u)\n${numbered(10_000, (i) => `open("f${i}.bin", "wb").write(r.content)\nm${i} = pickle.load(open("f${i}.bin", "rb"))`)}\n`,
  names: () => `${HEAD}x0 = sys.argv[1]\n${numbered(20_000, (i) => `x${i + 1} = x${i} + "a"`)}\neval(x20000)\npickle.load(open(x20000))\n`,
  digests: () => `${HEAD}import hashlib\n${numbered(5_000, (i) => `d${i} = hashlib.sha256(open("f${i}").read()).hexdigest()\nif d${i} != E${i}:\n    raise ValueError\npickle.load(open("f${i}"))`)}\n`,
};
async function main() {
  const ids = process.argv[3]?.split(',');
  const engine = await Engine.create(grammars, RULES.filter((r) => !ids || ids.includes(r.id) || ids.includes(r.category)));
  for (const [name, make] of Object.entries(P)) {
    if (process.argv[2] !== 'all' && process.argv[2] !== name) continue;
    const text = make();
    const workspace = new Workspace({ files: new MemoryFiles({ 'train.py': text }), overrides: { maxFileSize: 50_000_000 }, clock: { now: () => 0 }, logger: { info: () => {}, warn: console.warn, error: console.error } } as never);
    const t = process.cpuUsage();
    const { findings, notes } = await engine.scan({ kind: 'text', path: 'train.py', text } as never, workspace);
    console.log(name, text.length, 'findings', findings.length, 'notes', notes.map((n: any) => n.message), Math.round(process.cpuUsage(t).user / 1000), 'ms');
  }
}
void main();

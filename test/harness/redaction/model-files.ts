import { judgeArtifact } from '../../../src/analysis/artifacts/verdict';
import { inspectedFile, printInspected } from '../../../src/report/inspection';
import { readArtifact } from '../../../src/readers/artifacts/artifact';
import { memorySource } from '../../../src/readers/artifacts/byte-source';
import { NO_COLOURS } from '../../../src/report/text';
import { safetensors, zip } from '../../artifacts/assemble/containers';
import { call, global, pickle, text as pickledText } from '../../artifacts/assemble/pickle';

/** Model files that hold a text in every place that is shown. */
export function modelFiles(text: string, secrets: readonly string[]): Readonly<Record<string, Uint8Array>> {
  // A model file has no program whose literals are joined: there a key in two halves is two texts.
  const short = /['"]\s+['"]/.test(text) ? secrets.join('\n') : text.slice(0, 4000);
  const name = short.replaceAll('\n', ' ');
  const tensor = { dtype: 'F32', shape: [0], data_offsets: [0, 0] };
  return {
    'a.safetensors': safetensors({ __metadata__: { note: short, [short]: 'x' }, [name]: tensor }, new Uint8Array(0)),
    'b.pkl': pickle(call(global('posix', 'system'), pickledText(short))),
    'c.pkl': pickle(global('mylib', name)),
    'tokenizer_config.json': new TextEncoder().encode(JSON.stringify({ chat_template: `{{ "${short}" }}` })),
    'd.zip': zip([{ name, bytes: new Uint8Array(4) }]),
  };
}

/** What the command line tells of them. */
export async function inspectedTexts(text: string, secrets: readonly string[]): Promise<string> {
  const told: string[] = [];
  for (const [name, bytes] of Object.entries(modelFiles(text, secrets))) {
    const facts = await readArtifact(name, memorySource(bytes));
    const inspected = inspectedFile(name, facts, judgeArtifact(name, facts), null);
    told.push(printInspected(inspected, NO_COLOURS, null), JSON.stringify(inspected));
  }
  return told.join('\n');
}

// node --import tsx test/e2e/model-files.ts FOLDER: writes the model files that the scenarios of the inspector open. Their payloads
// print a word; what is large is a hole in the file.
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gguf, ggufString, ggufU32, safetensors } from '../artifacts/assemble/containers';
import * as p from '../artifacts/assemble/pickle';
import { stateDict, torchZip } from '../artifacts/assemble/torch';

const folder = process.argv[2]!;

/** A head, and behind it as much as it announces. */
function withTensors(name: string, shapes: Readonly<Record<string, readonly number[]>>, metadata: object): void {
  const head: Record<string, unknown> = { __metadata__: metadata };
  let at = 0;
  for (const [tensor, shape] of Object.entries(shapes)) {
    const end = at + 2 * shape.reduce((product, size) => product * size, 1);
    head[tensor] = { dtype: 'BF16', shape, data_offsets: [at, end] };
    at = end;
  }
  const bytes = safetensors(head, new Uint8Array(0));
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  truncateSync(file, bytes.length + at);
}

/** The tensors of a decoder with so many layers. */
function decoder(layers: number): Record<string, readonly number[]> {
  const shapes: Record<string, readonly number[]> = { 'model.embed_tokens.weight': [32000, 2048] };
  for (let layer = 0; layer < layers; layer++) {
    const at = `model.layers.${layer}`;
    for (const name of ['q_proj', 'o_proj']) shapes[`${at}.self_attn.${name}.weight`] = [2048, 2048];
    for (const name of ['k_proj', 'v_proj']) shapes[`${at}.self_attn.${name}.weight`] = [256, 2048];
    for (const name of ['gate_proj', 'up_proj']) shapes[`${at}.mlp.${name}.weight`] = [5632, 2048];
    shapes[`${at}.mlp.down_proj.weight`] = [2048, 5632];
    shapes[`${at}.input_layernorm.weight`] = [2048];
    shapes[`${at}.post_attention_layernorm.weight`] = [2048];
  }
  return { ...shapes, 'model.norm.weight': [2048], 'lm_head.weight': [32000, 2048] };
}

const TEMPLATE = `{#- One turn after another. -#}
{%- for message in messages %}
  {%- if message['role'] == 'user' %}
{{ '<|user|>\\n' + message['content'] + eos_token }}
  {%- else %}
{{ '<|assistant|>\\n' + message['content'] + eos_token }}
  {%- endif %}
{%- endfor %}
{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}
`;

mkdirSync(folder, { recursive: true });
withTensors('router.safetensors', decoder(22), { format: 'pt', license: 'apache-2.0' });
withTensors(
  'many.safetensors',
  Object.fromEntries(
    Array.from({ length: 100_000 }, (_, index) => [
      `model.layers.${Math.floor(index / 100)}.mlp.experts.${index % 100}.down_proj.weight`,
      [64, 64],
    ]),
  ),
  { format: 'pt' },
);
withTensors(
  'hostile.safetensors',
  { '<img src=x onerror="document.title=\'run\'">.weight': [1], '</script><script>document.title="run"</script>': [1] },
  { '<b>key</b>': '<style>body{display:none}</style>', direction: '\u202egpj.exe' },
);
writeFileSync(
  path.join(folder, 'tickets.pt'),
  torchZip(
    p.pickle(
      p.list(
        stateDict(),
        p.call(p.global('posix', 'system'), p.text(p.ECHO)),
        p.call(p.global('builtins', 'exec'), p.text("print('touchstone')")),
      ),
    ),
  ),
);
writeFileSync(
  path.join(folder, 'features.pkl'),
  p.pickle(p.list(p.call(p.global('ticketlab.features', 'Encoder'), p.int(3)), p.global('collections', 'OrderedDict'))),
);
writeFileSync(
  path.join(folder, 'chat.gguf'),
  gguf([
    ggufString('general.architecture', 'llama'),
    ggufString('general.name', 'Router'),
    ggufU32('llama.block_count', 1),
    ggufString('tokenizer.chat_template', TEMPLATE),
  ]),
);

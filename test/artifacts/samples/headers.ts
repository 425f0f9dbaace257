import { gguf, ggufString, ggufText, ggufU32, safetensors } from '../assemble/containers';
import * as p from '../assemble/pickle';
import { join } from '../assemble/pickle';
import { sample, type Sample } from './sample';

const four = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] };
const data = new Uint8Array(16);
const tensors = (head: unknown, bytes = data, length?: number | bigint) => safetensors(head, bytes, length);

const SAFETENSORS: readonly Sample[] = [
  sample('safetensors', 'safe')(
    'a.safetensors',
    tensors({ __metadata__: { format: 'pt', note: 'eval(os.system)' }, w: four }),
  ),
  sample('safetensors', 'safe')('padded.safetensors', tensors(`${JSON.stringify({ w: four })}     `)),
  sample('safetensors', 'safe')('empty.safetensors', tensors({}, new Uint8Array(0))),
  sample('safetensors', 'safe')(
    'zero-sized.safetensors',
    tensors({ a: { dtype: 'F32', shape: [0, 4], data_offsets: [0, 0] }, w: four }),
  ),
  sample('safetensors', 'safe')(
    'scalar.safetensors',
    tensors({
      s: { dtype: 'I64', shape: [], data_offsets: [0, 8] },
      t: { dtype: 'BF16', shape: [4], data_offsets: [8, 16] },
    }),
  ),
  ...(
    [
      ['overlap', tensors({ a: four, b: { dtype: 'F32', shape: [2], data_offsets: [8, 16] } })],
      [
        'hole',
        tensors({
          a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
          b: { dtype: 'F32', shape: [1], data_offsets: [12, 16] },
        }),
      ],
      ['trailing', tensors({ w: four }, new Uint8Array(40))],
      ['cut', tensors({ w: four }, new Uint8Array(8))],
      ['wrong-size', tensors({ w: { ...four, shape: [3, 3] } })],
      ['unknown-dtype', tensors({ w: { ...four, dtype: 'X9' } })],
      ['twice', tensors(`{"w":${JSON.stringify(four)},"w":${JSON.stringify({ ...four, dtype: 'I32' })}}`)],
      ['negative', tensors({ w: { ...four, shape: [-2, -2] } })],
      ['overflow', tensors({ w: { ...four, shape: [2 ** 40, 2 ** 40] } })],
      ['metadata-number', tensors({ __metadata__: { a: 1 }, w: four })],
      ['no-object', tensors({ w: [1, 2] })],
      ['header-bomb', tensors({ w: four }, data, 2n ** 63n)],
      ['huge-header', tensors({ w: four }, data, 90_000_000)],
      ['broken-json', tensors('{"w": ', data)],
      ['fraction', tensors({ w: { ...four, shape: [2.5, 2] } })],
    ] as const
  ).map(([name, bytes]) => sample('safetensors', 'flagged')(`${name}.safetensors`, bytes)),
];

const CHATML = `{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] | trim }}{% endfor %}`;

/** Templates of real models, or like them. */
const FINE_TEMPLATES: readonly string[] = [
  CHATML,
  `{%- if tools %}{{- raise_exception("no tools") }}{%- endif %}{% set ns = namespace(found=false) %}{{ messages | tojson }}`,
  `{% for m in messages if m.role != 'system' %}{{ m.content.split('</think>')[-1].lstrip('\\n') }}{% endfor %}{{ strftime_now("%d %b %Y") }}`,
  `{# __class__ in a comment #}Text with __init__ and os.system outside of code. {{ bos_token }}`,
  `{% macro render(m) %}{{ m['content'] }}{% endmacro %}{% for m in messages %}{{ render(m) }}{% endfor %}`,
];

const HOSTILE_TEMPLATES: readonly string[] = [
  `{{ self.__init__.__globals__.__builtins__.__import__('os').popen('id').read() }}`,
  `{{ ''.__class__.__mro__[1].__subclasses__() }}`,
  `{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}`,
  `{{ messages['__class__']['__init__'] }}`,
  `{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}`,
  `{{ ''|attr('_'*2 ~ 'class' ~ '_'*2) }}`,
  `{{ lipsum.__globals__['os'].popen('id') }}`,
  `{{ cycler.__init__.__globals__.os.popen('id').read() }}`,
  `{% set x = joiner %}{{ x.__init__ }}`,
  `{{ namespace.__init__.__globals__ }}`,
  `{{ request.application.__globals__ }}`,
  `{% if ''.__class__ %}{% endif %}${CHATML}`,
];

const GGUFS: readonly Sample[] = [
  sample('gguf', 'safe')(
    'a.gguf',
    gguf([ggufString('general.architecture', 'llama'), ggufU32('general.alignment', 32)]),
  ),
  sample('gguf', 'safe')('version-2.gguf', gguf([ggufString('general.name', 'x')], { version: 2 })),
  sample('gguf', 'safe')(
    'tokens.gguf',
    gguf([
      {
        key: 'tokenizer.ggml.tokens',
        type: 9,
        value: join(p.u32(8), p.u64(3), ggufText('eval'), ggufText('__import__'), ggufText('c')),
      },
      { key: 'scores', type: 9, value: join(p.u32(6), p.u64(2), new Uint8Array(8)) },
    ]),
  ),
  ...FINE_TEMPLATES.map((text, index) =>
    sample('chat template', 'safe')(`fine-${index}.gguf`, gguf([ggufString('tokenizer.chat_template', text)])),
  ),
  ...HOSTILE_TEMPLATES.map((text, index) =>
    sample('chat template', 'flagged')(`hostile-${index}.gguf`, gguf([ggufString('tokenizer.chat_template', text)])),
  ),
  sample('chat template', 'malicious')(
    'named.gguf',
    gguf([ggufString('tokenizer.chat_template.tool_use', HOSTILE_TEMPLATES[0]!)]),
  ),
  ...(
    [
      ['pairs-bomb', gguf([], { pairs: 2n ** 62n })],
      ['tensors-bomb', gguf([], { tensors: 2n ** 40n })],
      ['text-bomb', gguf([{ key: 'a', type: 8, value: p.u64(2n ** 50n) }])],
      ['list-bomb', gguf([{ key: 'a', type: 9, value: join(p.u32(4), p.u64(2n ** 60n)) }])],
      [
        'nested-lists',
        gguf([{ key: 'a', type: 9, value: join(Array.from({ length: 40 }, () => join(p.u32(9), p.u64(1)))) }]),
      ],
      ['unknown-type', gguf([{ key: 'a', type: 99, value: p.u32(0) }])],
      ['version-99', gguf([], { version: 99 })],
      ['cut', gguf([], { data: new Uint8Array(4) })],
      ['trailing', gguf([], { data: new Uint8Array(4000) })],
      ['twice', gguf([ggufString('a', 'x'), ggufString('a', 'y')])],
    ] as const
  ).map(([name, bytes]) => sample('gguf', 'flagged')(`${name}.gguf`, bytes)),
];

const json = (value: unknown): p.Bytes => new TextEncoder().encode(JSON.stringify(value));

const CONFIGS: readonly Sample[] = [
  sample('config', 'safe')(
    'config.json',
    json({ architectures: ['LlamaForCausalLM'], model_type: 'llama', torch_dtype: 'bfloat16' }),
  ),
  sample('config', 'safe')('tokenizer_config.json', json({ chat_template: CHATML, tokenizer_class: 'LlamaTokenizer' })),
  sample('config', 'safe')(
    'model_index.json',
    json({
      _class_name: 'StableDiffusionPipeline',
      unet: ['diffusers', 'UNet2DConditionModel'],
      safety_checker: ['stable_diffusion', 'X'],
      feature_extractor: [null, null],
    }),
  ),
  sample('config', 'safe')(
    'modules.json',
    json([{ idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' }]),
  ),
  sample('config', 'safe')(
    'adapter_config.json',
    json({ peft_type: 'LORA', base_model_name_or_path: 'org/m', auto_mapping: null }),
  ),
  sample('config', 'safe')('chat_template.jinja', new TextEncoder().encode(CHATML)),
  sample('config', 'unknown')('data.json', json([{ question: 'what is __class__?', answer: 'eval' }])),
  sample('config', 'flagged')('auto-map/config.json', json({ auto_map: { AutoModel: 'modeling_x.XModel' } })),
  sample('config', 'flagged')(
    'other-repository/config.json',
    json({ auto_map: { AutoModelForCausalLM: 'org/other--modeling_x.XModel' } }),
  ),
  sample('config', 'flagged')(
    'tokenizer/tokenizer_config.json',
    json({ auto_map: { AutoTokenizer: ['tokenization_x.XTokenizer', null] } }),
  ),
  sample('config', 'flagged')(
    'custom/config.json',
    json({ custom_pipelines: { pair: { impl: 'pair.PairPipeline', pt: ['AutoModel'] } } }),
  ),
  sample('config', 'flagged')(
    'pipeline/model_index.json',
    json({ _class_name: ['pipeline', 'MyPipeline'], unet: ['my_unet', 'UNet'] }),
  ),
  sample('config', 'flagged')(
    'foreign/modules.json',
    json([{ idx: 0, name: '0', path: '', type: 'custom_st.Transformer' }]),
  ),
  sample('config', 'flagged')(
    'peft/adapter_config.json',
    json({ auto_mapping: { base_model_class: 'X', parent_library: 'evil_lib.models' } }),
  ),
  sample('chat template', 'malicious')(
    'hostile/tokenizer_config.json',
    json({
      chat_template: [
        { name: 'default', template: CHATML },
        { name: 'tool_use', template: HOSTILE_TEMPLATES[0] },
      ],
    }),
  ),
  sample('chat template', 'malicious')('any.json', json({ model: { chat_template: HOSTILE_TEMPLATES[1] } })),
  sample('chat template', 'malicious')('hostile/chat_template.jinja', new TextEncoder().encode(HOSTILE_TEMPLATES[2]!)),
  sample('config', 'flagged')('modeling_custom.py', new TextEncoder().encode('import torch\n')),
  sample('config', 'unknown')('train.py', new TextEncoder().encode('import torch\n')),
  sample('config', 'unknown')('notes.txt', new TextEncoder().encode('cat\ndog\nconfig\nimport os\n')),
  sample('config', 'unknown')('vocab.txt', new TextEncoder().encode('cat\ndog\ncar\nclass\n')),
  sample('config', 'unknown')('empty.bin', new Uint8Array(0)),
  sample('config', 'unknown')(
    'noise.bin',
    Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3) * 31) & 255),
  ),
  sample('config', 'flagged')('program.bin', join('\x7fELF\x02\x01\x01', new Uint8Array(60))),
];

export const HEADERS: readonly Sample[] = [...SAFETENSORS, ...GGUFS, ...CONFIGS];

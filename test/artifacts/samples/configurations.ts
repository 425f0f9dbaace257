import { gguf, ggufString, tar, zip, type ZipMember } from '../assemble/containers';
import { field, onnxGraph, onnxModel, onnxNode, onnxTensor, tfGraph, tfNode } from '../assemble/graphs';
import { join, pickle, NONE, EMPTY_TUPLE, type Bytes } from '../assemble/pickle';
import { sample, type Expected, type Sample } from './sample';

const UTF8 = (text: string): Bytes => new TextEncoder().encode(text);
const json = (value: unknown): Bytes => UTF8(JSON.stringify(value));
const UTF16 = (text: string): Bytes =>
  join(
    [0xff, 0xfe].map((each) => Uint8Array.of(each)),
    Buffer.from(text, 'utf16le'),
  );

const layer = (module: string, name: string, config: unknown = {}): unknown => ({ module, class_name: name, config });
const sequential = (...layers: readonly unknown[]): unknown => layer('keras', 'Sequential', { layers });
const kerasFile = (config: Bytes): Bytes =>
  zip([
    { name: 'metadata.json', bytes: json({ keras_version: '3.9.0' }) },
    { name: 'config.json', bytes: config },
  ]);
const lambda = layer('keras.layers', 'Lambda', { function: { class_name: '__lambda__', config: { code: 'eA==' } } });
const nested = (depth: number): unknown => (depth === 0 ? lambda : sequential(nested(depth - 1)));

const KERAS: readonly Sample[] = [
  ...(
    [
      ['get_file', 'malicious', layer('keras.utils', 'get_file', { origin: 'http://example.com/x' })],
      ['get_file-deep', 'malicious', layer('keras.src.utils.file_utils', 'get_file', {})],
      ['get_file-dotted', 'malicious', layer('keras', 'utils.get_file', {})],
      ['get_file-tf', 'malicious', layer('tensorflow.keras.utils', 'get_file', {})],
      ['unsafe', 'malicious', layer('keras.config', 'enable_unsafe_deserialization', {})],
      ['load_model', 'malicious', layer('keras.models', 'load_model', { filepath: '/tmp/x' })],
      ['torch-module', 'suspicious', layer('keras.layers', 'TorchModuleWrapper', { module: 'gAJOLg==' })],
      ['saved-model', 'suspicious', layer('keras.layers', 'TFSMLayer', { filepath: '/tmp/x' })],
      ['vocabulary', 'suspicious', layer('keras.layers', 'StringLookup', { vocabulary: '/etc/passwd' })],
      ['vocabulary-list', 'safe', layer('keras.layers', 'StringLookup', { vocabulary: ['a', 'b'] })],
      ['loss', 'safe', layer('keras.losses', 'function', 'mse')],
    ] as const
  ).map(([name, expect, value]) =>
    sample('keras functions', expect)(`${name}.keras`, kerasFile(json(sequential(value)))),
  ),
  sample('keras, deeply', 'flagged')('deep-300.keras', kerasFile(json(nested(150)))),
  sample('keras, encoded', 'flagged')('utf16.keras', kerasFile(UTF16(JSON.stringify(sequential(lambda))))),
  sample('keras, encoded', 'safe')(
    'utf16-plain.keras',
    kerasFile(UTF16(JSON.stringify(sequential(layer('keras.layers', 'Dense'))))),
  ),
];

const template = (expect: Expected, texts: readonly string[]): readonly Sample[] =>
  texts.map((text, index) =>
    sample('chat template, hidden', expect)(
      `template-${expect}-${index}.gguf`,
      gguf([ggufString('tokenizer.chat_template', text)]),
    ),
  );

const TEMPLATES: readonly Sample[] = [
  ...template('flagged', [
    "{{ '}}' ~ ''.__class__.__mro__ }}",
    "{{ {'a':{'b':1}}.__class__ }}",
    "{%- set x = '%}' -%}{{ x.__class__ }}",
    "{% set a='__cla' %}{% set b='ss__' %}{{ ''[a~b] }}",
    "{{ ''['%c%cclass%c%c'|format(95,95,95,95)] }}",
    '{{ (()|select|string|list)[24] }}',
    "{{ ''['__cla'+'ss__'] }}",
    "{{ ''['__ssalc__'[::-1]] }}",
    "{{ ''['__CLASS__'|lower] }}",
    "{{ ''[('_'*2)~'class'~('_'*2)] }}",
    "{{ '{0.__class__}'.format(x) }}",
  ]),
  ...template('safe', [
    "{{ '__end__' }}{{ messages[0]['content'].split('</think>')[-1] }}",
    "{{ '{\"name\": ' ~ tool.function.name ~ '}}' }}",
    "{{ {'a': {'b': 1}} | tojson }} a text with __class__ in it",
    "{{ messages | map(attribute='content') | join('') }}",
  ]),
];

const write = tfNode('WriteFile');
const graph = tfGraph([write]);
const metaGraph = field(2, field(2, graph));
const outside = field(5, onnxTensor('w', '../x'));
const functionWith = (attribute: Bytes): Bytes =>
  onnxModel(
    onnxGraph([onnxNode('Add')]),
    field(25, join(field(1, 'F'), field(11, join(field(1, 'a'), attribute)), field(10, 'local'))),
  );

const GRAPHS: readonly Sample[] = [
  sample('graph in another order', 'flagged')('behind/saved_model.pb', join(metaGraph, field(1, 1))),
  sample('graph in another order', 'flagged')('version-2/saved_model.pb', join(field(1, 2), metaGraph)),
  sample('graph in another order', 'flagged')(
    'text/saved_model.pbtxt',
    UTF8('meta_graphs {\n  graph_def {\n    node {\n      name: "x"\n      op: "WriteFile"\n    }\n  }\n}\n'),
  ),
  sample('graph as text', 'safe')('plain.pbtxt', UTF8('node {\n  name: "x"\n  op: "MatMul"\n}\n')),
  sample('graph in another order', 'flagged')('versions-first.pb', join(field(4, field(1, 1)), graph)),
  sample('onnx function default', 'flagged')('function-default.onnx', functionWith(outside)),
  sample('onnx function default', 'flagged')('function-graph.onnx', functionWith(field(6, outside))),
];

const target = (dotted: string): unknown => ({ model: { encoder: { _target_: dotted, x: 1 } } });
const nemo = (dotted: string): Bytes =>
  tar([{ name: 'model_config.yaml', bytes: UTF8(`target: x\nencoder:\n  _target_: ${dotted}\n`) }]);
const skops = (node: object): Bytes =>
  zip([{ name: 'schema.json', bytes: json({ protocol: 2, _skops_version: '0.11.0', ...node }) }]);
const node = (module: string, name: string, loader: string): object => ({
  __module__: module,
  __class__: name,
  __loader__: loader,
});

const POINTERS: readonly Sample[] = [
  sample('hydra target', 'malicious')('target-1/config.json', json(target('os.system'))),
  sample('hydra target', 'malicious')('target-2/config.json', json(target('builtins.exec'))),
  sample('hydra target', 'safe')('target-3/config.json', json(target('uni2ts.model.moirai.MoiraiModule'))),
  sample('hydra target', 'malicious')('evil.nemo', nemo('subprocess.Popen')),
  sample('hydra target', 'malicious')('hparams.yaml', UTF8('x: !!python/object/apply:os.system ["echo"]\n')),
  sample('hydra target', 'unknown')('good.nemo', nemo('nemo.collections.asr.modules.ConvASREncoder')),
  sample('skops', 'malicious')('system.skops', skops(node('os', 'system', 'FunctionNode'))),
  sample('skops', 'malicious')(
    'popen.skops',
    skops({ ...node('builtins', 'dict', 'DictNode'), content: { a: node('subprocess', 'Popen', 'TypeNode') } }),
  ),
  sample('skops', 'flagged')('unknown-call.skops', skops(node('evil.module', 'run', 'PartialNode'))),
  sample('skops', 'safe')(
    'estimator.skops',
    skops(node('sklearn.linear_model._logistic', 'LogisticRegression', 'ObjectNode')),
  ),
  sample('mlmodel alias', 'flagged')(
    'alias/MLmodel',
    UTF8('x: &a os\nflavors:\n  python_function:\n    loader_module: *a\n'),
  ),
  sample('mlmodel tag', 'flagged')(
    'tag/MLmodel',
    UTF8('%TAG !p! tag:yaml.org,2002:python/\n---\nx: !p!object/apply:os.system ["echo"]\n'),
  ),
];

const script = (body: string): Bytes =>
  zip(
    (
      [
        ['m/data.pkl', pickle(NONE)],
        ['m/constants.pkl', pickle(EMPTY_TUPLE)],
        [
          'm/code/__torch__/m.py',
          UTF8(`class M(Module):\n  def forward(self: M, x: Tensor) -> Tensor:\n    ${body}\n`),
        ],
        ['m/version', UTF8('3\n')],
      ] as const
    ).map(([name, bytes]): ZipMember => ({ name, bytes })),
  );

const SCRIPTS: readonly Sample[] = [
  sample('torchscript code', 'flagged')('from-file.pt', script('y = torch.from_file("/tmp/x", True, 10)'), false),
  sample('torchscript code', 'flagged')('save.pt', script('torch.save(x, "/tmp/x")'), false),
  sample('torchscript code', 'safe')('relu.pt', script('return torch.relu(x)'), false),
];

export const CONFIGURATIONS: readonly Sample[] = [...KERAS, ...TEMPLATES, ...GRAPHS, ...POINTERS, ...SCRIPTS];

import { zip } from '../assemble/containers';
import {
  field,
  onnxGraph,
  onnxModel,
  onnxNode,
  onnxTensor,
  savedModel,
  tfGraph,
  tfNode,
  tflite,
} from '../assemble/graphs';
import { join, type Bytes } from '../assemble/pickle';
import { sample, type Sample } from './sample';

const add = onnxNode('Add');
const plain = onnxGraph([add], [onnxTensor('w')]);
const elsewhere = (location: string): Bytes => onnxModel(onnxGraph([add], [onnxTensor('w', location)]));

const ONNX: readonly Sample[] = [
  sample('onnx', 'safe')('a.onnx', onnxModel(plain)),
  sample('onnx', 'safe')('renamed.bin', onnxModel(plain)),
  sample('onnx', 'safe')('external.onnx', elsewhere('a.onnx.data')),
  sample('onnx', 'safe')('microsoft.onnx', onnxModel(onnxGraph([onnxNode('Gelu', 'com.microsoft')]))),
  sample('onnx', 'safe')(
    'own-function.onnx',
    onnxModel(onnxGraph([onnxNode('F', 'local')]), field(25, join(field(1, 'F'), field(7, add), field(10, 'local')))),
  ),
  ...['../../etc/passwd', '/etc/passwd', 'C:\\x', '\\\\host\\share', 'https://example.com/x', 'a/../../b', 'a\0b'].map(
    (location, index) => sample('onnx external data', 'flagged')(`outside-${index}.onnx`, elsewhere(location)),
  ),
  sample('onnx external data', 'flagged')(
    'sub-graph.onnx',
    onnxModel(
      onnxGraph([
        onnxNode('If', '', join(field(1, 'then_branch'), field(6, onnxGraph([add], [onnxTensor('w', '../x')])))),
      ]),
    ),
  ),
  sample('onnx external data', 'flagged')(
    'attribute.onnx',
    onnxModel(onnxGraph([onnxNode('Constant', '', join(field(1, 'value'), field(5, onnxTensor('w', '../x'))))])),
  ),
  sample('onnx external data', 'flagged')(
    'function.onnx',
    onnxModel(
      plain,
      field(
        25,
        join(
          field(1, 'F'),
          field(7, onnxNode('Constant', '', join(field(1, 'value'), field(5, onnxTensor('w', '../x'))))),
          field(10, 'local'),
        ),
      ),
    ),
  ),
  sample('onnx external data', 'flagged')(
    'sparse.onnx',
    onnxModel(join(plain, field(15, field(1, onnxTensor('s', '../x'))))),
  ),
  sample('onnx external data', 'flagged')(
    'training.onnx',
    onnxModel(plain, field(20, field(1, onnxGraph([add], [onnxTensor('w', '../x')])))),
  ),
  sample('onnx operators', 'flagged')('custom-domain.onnx', onnxModel(onnxGraph([onnxNode('Run', 'evil.ops')]))),
  sample('onnx operators', 'flagged')(
    'nested-domain.onnx',
    onnxModel(
      onnxGraph([onnxNode('Loop', '', join(field(1, 'body'), field(6, onnxGraph([onnxNode('Run', 'evil.ops')]))))]),
    ),
  ),
  sample('onnx operators', 'malicious')('python.onnx', onnxModel(onnxGraph([onnxNode('PyOp', 'ai.onnx.contrib')]))),
];

const message = (text: string): Bytes => field(2, text);

const TENSORFLOW: readonly Sample[] = [
  sample('saved model', 'safe')(
    'fine/saved_model.pb',
    savedModel(tfGraph([tfNode('MatMul'), tfNode('SaveV2'), tfNode('RestoreV2')])),
  ),
  sample('saved model', 'safe')('frozen.pb', tfGraph([tfNode('Placeholder'), tfNode('Relu')])),
  ...['PyFunc', 'EagerPyFunc', 'PyFuncStateless'].flatMap((name) => [
    sample('saved model', 'malicious')(`${name}/saved_model.pb`, savedModel(tfGraph([tfNode('MatMul'), tfNode(name)]))),
    sample('saved model', 'malicious')(
      `${name}-library/saved_model.pb`,
      savedModel(tfGraph([tfNode('MatMul')], [[tfNode('Add'), tfNode(name)]])),
    ),
  ]),
  sample('saved model', 'malicious')(
    'second-graph/saved_model.pb',
    savedModel(tfGraph([tfNode('MatMul')]), tfGraph([tfNode('WriteFile')])),
  ),
  sample('saved model', 'flagged')('connects/saved_model.pb', savedModel(tfGraph([tfNode('DataServiceDatasetV2')]))),
  sample('saved model', 'flagged')('records/saved_model.pb', savedModel(tfGraph([tfNode('TFRecordDataset')]))),
  sample('saved model', 'malicious')(
    'debug/saved_model.pb',
    savedModel(tfGraph([tfNode('DebugIdentityV2', ['debug_urls', message('grpc://example.com:1')])])),
  ),
  sample('saved model', 'safe')(
    'table/saved_model.pb',
    savedModel(tfGraph([tfNode('InitializeTableFromTextFileV2'), tfNode('DebugIdentityV2')])),
  ),
  sample('saved model', 'flagged')('reads/saved_model.pb', savedModel(tfGraph([tfNode('ReadFile')]))),
  sample('saved model', 'malicious')(
    'print/saved_model.pb',
    savedModel(tfGraph([tfNode('PrintV2', ['output_stream', message('file:///tmp/x')])])),
  ),
  sample('saved model', 'safe')(
    'print-fine/saved_model.pb',
    savedModel(tfGraph([tfNode('PrintV2', ['output_stream', message('stderr')])])),
  ),
  sample('saved model', 'flagged')(
    'asset/saved_model.pb',
    join(
      field(1, 1),
      field(
        2,
        join(
          field(1, field(4, 'x'.repeat(200))),
          field(2, tfGraph([tfNode('Add')])),
          field(6, field(2, '../../vocab.txt')),
        ),
      ),
    ),
  ),
  sample('saved model', 'malicious')('frozen-evil.pb', tfGraph([tfNode('Placeholder'), tfNode('PyFunc')])),
  sample('tflite', 'safe')('a.tflite', tflite([9, 22, 'TFLite_Detection_PostProcess', 'FlexErf'])),
  sample('tflite', 'flagged')('custom.tflite', tflite([9, 'EvilOp'])),
  sample('tflite', 'malicious')('flex-python.tflite', tflite([9, 'FlexPyFunc'])),
  sample('tflite', 'malicious')('flex-write.tflite', tflite(['FlexWriteFile'])),
];

const json = (value: unknown): Bytes => new TextEncoder().encode(JSON.stringify(value));
const layer = (value: object): object => ({
  module: 'keras',
  class_name: 'Sequential',
  config: {
    name: 's',
    layers: [{ module: 'keras.layers', class_name: 'Dense', config: { units: 1 }, registered_name: null }, value],
  },
  registered_name: 'Sequential',
});
const keras = (value: object, deflated = true): Bytes =>
  zip([
    { name: 'metadata.json', bytes: json({ keras_version: '3.8.0' }) },
    { name: 'config.json', bytes: json(value), deflated },
    { name: 'model.weights.h5', bytes: new Uint8Array(0) },
  ]);

/** Marshalled code is not made here: names stand in it as they are, which is what is looked for. */
const code = (names: string): string => Buffer.from(`\x63\0\0\0\0${names}\0 lambda code of a test`).toString('base64');
const lambda = (names = 'x'): object => ({
  module: 'keras.layers',
  class_name: 'Lambda',
  config: {
    name: 'l',
    function: { class_name: '__lambda__', config: { code: code(names), defaults: null, closure: null } },
  },
  registered_name: null,
});
const dense = (extra: object): object => ({
  module: 'keras.layers',
  class_name: 'Dense',
  config: { units: 1, ...extra },
  registered_name: null,
});

const KERAS: readonly Sample[] = [
  sample('keras', 'safe')('a.keras', keras(layer(dense({ activation: 'relu' })))),
  sample('keras', 'safe')(
    'initializers.keras',
    keras(
      layer(
        dense({
          kernel_initializer: {
            module: 'keras.initializers',
            class_name: 'GlorotUniform',
            config: { seed: null },
            registered_name: null,
          },
          activation: { module: 'builtins', class_name: 'NoneType', config: null },
        }),
      ),
    ),
  ),
  sample('keras lambda', 'flagged')('lambda.keras', keras(layer(lambda()))),
  sample('keras lambda', 'malicious')('lambda-system.keras', keras(layer(lambda('os system')))),
  sample('keras lambda', 'flagged')(
    'wrapped.keras',
    keras(
      layer({
        module: 'keras.layers',
        class_name: 'TimeDistributed',
        config: { layer: lambda() },
        registered_name: null,
      }),
    ),
  ),
  sample('keras lambda', 'flagged')('sub-model.keras', keras(layer(layer(lambda())))),
  sample('keras lambda', 'flagged')(
    'activation.keras',
    keras(layer(dense({ activation: { class_name: '__lambda__', config: { code: code('x') } } }))),
  ),
  sample('keras lambda', 'flagged')(
    'loss.keras',
    keras({ ...layer(dense({})), compile_config: { loss: { class_name: '__lambda__', config: { code: code('x') } } } }),
  ),
  sample('keras lambda', 'malicious')(
    'old.json',
    json({
      class_name: 'Sequential',
      config: [{ class_name: 'Lambda', config: { function: [code('eval __import__'), null, null] } }],
      keras_version: '2.1',
    }),
  ),
  sample('keras lambda', 'flagged')(
    'bom.keras',
    zip([
      { name: 'metadata.json', bytes: json({}) },
      { name: 'config.json', bytes: join('\xef\xbb\xbf', json(layer(lambda()))) },
    ]),
  ),
  sample('keras module', 'malicious')(
    'os.keras',
    keras(layer({ module: 'os', class_name: 'system', config: 'x', registered_name: null })),
  ),
  sample('keras module', 'malicious')(
    'function-of-os.keras',
    keras(
      layer(
        dense({ activation: { module: 'os', class_name: 'function', config: 'system', registered_name: 'function' } }),
      ),
    ),
  ),
  sample('keras module', 'malicious')(
    'builtins.keras',
    keras(layer({ module: 'builtins', class_name: 'eval', config: 'x', registered_name: null })),
  ),
  sample('keras module', 'malicious')(
    'torch.keras',
    keras(layer({ module: 'torch.nn', class_name: 'Linear', config: {}, registered_name: null })),
  ),
  sample('keras module', 'flagged')(
    'registered.keras',
    keras(layer({ module: null, class_name: 'MyLayer', config: {}, registered_name: 'Custom>MyLayer' })),
  ),
  sample('keras module', 'malicious')(
    'tf-op.json',
    json({
      class_name: 'Functional',
      config: { layers: [{ class_name: 'TFOpLambda', config: { name: 'x', function: 'io.write_file' } }] },
    }),
  ),
  sample('keras module', 'safe')(
    'tf-op-fine.json',
    json({
      class_name: 'Functional',
      config: { layers: [{ class_name: 'TFOpLambda', config: { name: 'x', function: 'math.add' } }] },
    }),
  ),
];

const yaml = (text: string): Bytes => new TextEncoder().encode(text);

const MLMODELS: readonly Sample[] = [
  sample('mlmodel', 'safe')(
    'fine/MLmodel',
    yaml(
      'artifact_path: model\nflavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    model_path: model.pkl\n    python_version: 3.11.7\n  sklearn:\n    pickled_model: model.pkl\nmlflow_version: 2.9.2\n',
    ),
  ),
  sample('mlmodel', 'flagged')(
    'loader/MLmodel',
    yaml('flavors:\n  python_function:\n    loader_module: evil.loader\n'),
  ),
  sample('mlmodel', 'flagged')(
    'code/MLmodel',
    yaml(
      'flavors:\n  python_function:\n    loader_module: mlflow.pyfunc.model\n    code: code\n    python_model: python_model.pkl\n',
    ),
  ),
  sample('mlmodel', 'malicious')('tag/MLmodel', yaml('flavors: !!python/object/apply:os.system ["x"]\n')),
  sample('mlmodel', 'flagged')(
    'outside/MLmodel',
    yaml('flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    data: ../../elsewhere\n'),
  ),
];

/** CoreML: a version, a description, then one kind of model. */
const coreml = (kind: number, model: Bytes): Bytes =>
  join(field(1, 5), field(2, field(100, field(1, 'short'))), field(kind, model));
const networkLayer = (kind: number, content: Bytes): Bytes =>
  field(1, join(field(1, 'layer'), field(2, 'in'), field(3, 'out'), field(kind, content)));
const custom = field(10, 'EvilLayer');
const linked = (path: string): Bytes => coreml(560, field(1, field(1, field(1, path))));

const COREML: readonly Sample[] = [
  sample('coreml', 'safe')('fine.mlmodel', coreml(500, networkLayer(140, field(1, 2)))),
  sample('coreml', 'flagged')('custom-layer.mlmodel', coreml(500, networkLayer(500, custom))),
  sample('coreml', 'flagged')('custom-model.mlmodel', coreml(555, custom)),
  sample('coreml', 'flagged')(
    'pipeline.mlmodel',
    coreml(200, field(1, field(1, coreml(403, networkLayer(500, custom))))),
  ),
  sample('coreml', 'safe')('linked.mlmodel', linked('other.mlmodelc')),
  sample('coreml', 'flagged')('linked-outside.mlmodel', linked('../../other.mlmodelc')),
  sample('coreml', 'flagged')('cut.mlmodel', coreml(500, networkLayer(140, field(1, 2))).subarray(0, 20)),
];

const pmml = (declared: string): Bytes =>
  yaml(`<?xml version="1.0"?>\n${declared}<PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/></PMML>`);

const PMML: readonly Sample[] = [
  sample('pmml', 'safe')('fine.pmml', pmml('<!-- <!DOCTYPE is only told of -->')),
  sample('pmml', 'flagged')('entity.pmml', pmml('<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
  sample('pmml', 'flagged')('laughs.pmml', pmml('<!DOCTYPE PMML [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>')),
  sample('pmml', 'flagged')('outside.pmml', pmml('<!DOCTYPE PMML SYSTEM "http://example.com/pmml.dtd">')),
];

export const GRAPHS: readonly Sample[] = [...ONNX, ...TENSORFLOW, ...KERAS, ...MLMODELS, ...COREML, ...PMML];

// node bench/fetch-corpus.mjs [NAME…]: fetches the source distributions that bench/precision.ts judges into out/corpus/, each
// checked against the digest below. What is there already is left alone. PIP_INDEX_URL names another index.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Distribution, version, file on the index, SHA-256 of the file. */
const PACKAGES = [
  [
    'transformers',
    '5.24.0',
    'transformers-5.24.0.tar.gz',
    '906cb8c3cb2123575e263962586a4d21a979ce97feeb95fe6aaf66fe6ae88bf3',
  ],
  [
    'diffusers',
    '0.42.1',
    'diffusers-0.42.1.tar.gz',
    'ce855ab670c8cd1c7a61be8f12fbc68c081bca8ec5e747273946d8d6c2aff23b',
  ],
  [
    'accelerate',
    '1.15.0',
    'accelerate-1.15.0.tar.gz',
    '5654f8c5eaa0d4fa68b33e287a97765da6849bf6d51dcac874e73fbbddfb6134',
  ],
  ['peft', '0.21.2', 'peft-0.21.2.tar.gz', 'b803ccfb3f3f316004d850284306687833a2235ea278fb56abc856203456142e'],
  ['datasets', '5.2.0', 'datasets-5.2.0.tar.gz', 'f4290d4704dfbc99631a578b56912d66b22def53d3f61d246f6ccc129675490e'],
  [
    'pytorch-lightning',
    '2.6.6',
    'pytorch_lightning-2.6.6.tar.gz',
    '52c52b20522dd3d3feb3bb3aae2dbe3f291e8e836d4111a74cfd72e9df018834',
  ],
  ['trl', '1.16.0', 'trl-1.16.0.tar.gz', '999bd4a85b08870b7bfa387e1efa5177d2a4b88fe82b2526a057ac5d3cc600cd'],
  [
    'sentence-transformers',
    '6.2.0',
    'sentence_transformers-6.2.0.tar.gz',
    '1e3cd8796ab7bcad4cfa2f51e2083d8b37b15d6b68e6fa6b91a147c67380574d',
  ],
  ['axolotl', '0.21.0', 'axolotl-0.21.0.tar.gz', '8ffe32db155c764775c5cd3864621065d7cbdb07f04ce006dacf543fee2ae257'],
  ['bentoml', '1.4.40', 'bentoml-1.4.40.tar.gz', 'e46c06da1577b669d178541873b5938ac772e3882339b942e138a0c8fb245abc'],
  [
    'deepspeed',
    '0.19.8',
    'deepspeed-0.19.8.tar.gz',
    '9e491abd0827ea5c389dd702e15e11e13d83d904bac4a20d6c2a4cb37207a9af',
  ],
  ['fastai', '2.8.12', 'fastai-2.8.12.tar.gz', 'b995efbb1ade78c99cc228e65db7493a668eb10cfa4945e21d2e348d738aba04'],
  ['flair', '0.15.1', 'flair-0.15.1.tar.gz', '780b4eeffba044c4a181f1810872fc01201c2eaed8d2ef4bcb126a6464e91933'],
  ['keras', '3.15.1', 'keras-3.15.1.tar.gz', '92ae7c1dd7f61041953dc2d42253181ee099086f0b58ae36fcf98147a6f08a29'],
  [
    'langchain-community',
    '0.4.2',
    'langchain_community-0.4.2.tar.gz',
    'a99308160d53d7e9b5965ee665e5173709914338210089fd5788ad724432c21e',
  ],
  ['litellm', '1.110.2', 'litellm-1.110.2.tar.gz', 'a483c8d3078c1bd27a9fe9c831ac2ce09d41b728a7ea6e9a3ce48db276edeef5'],
  ['lm_eval', '0.4.13', 'lm_eval-0.4.13.tar.gz', 'f592269f21a5e173d7993ae01267f61fc84be393cee1f51779e3e104a70c967e'],
  ['mlflow', '3.18.0', 'mlflow-3.18.0.tar.gz', '04e912d5b154b417c5930ba47ef3dc2f74738fb3ba93e3d70499955ec8884540'],
  ['ragas', '0.4.3', 'ragas-0.4.3.tar.gz', '1eb1f61dbc8613ad014fdb8d630cbe9a1caec1ea01664a106993cb756128c001'],
  [
    'scikit-learn',
    '1.9.1',
    'scikit_learn-1.9.1.tar.gz',
    '629cada3e33e2b9bf376cdc7614a47a4140b8aedc1d836579e359736fbd82977',
  ],
  ['sktime', '1.2.0', 'sktime-1.2.0.tar.gz', '641425178b3215a0a8dbcf4e6948a8b589e46def39c91989f71d9fa297bc3709'],
  [
    'speechbrain',
    '1.1.2',
    'speechbrain-1.1.2.tar.gz',
    'a49328b61f6e6caa0e01ab4e32bc15b564114953e30718b1379d2e1d764e426a',
  ],
  [
    'stable-baselines3',
    '2.9.2',
    'stable_baselines3-2.9.2.tar.gz',
    '8af267e9513343f481b3f0680b7740ad79a746873db24f18a9fb2edcbd9a2df7',
  ],
  ['timm', '1.0.31', 'timm-1.0.31.tar.gz', 'baa0b333339c46d3d6d4965d99b69f5053afed71210e8f433d7ea5ee6a18f0ec'],
  [
    'torchmetrics',
    '1.9.0',
    'torchmetrics-1.9.0.tar.gz',
    'a488609948600df52d3db4fcdab02e62aab2a85ef34da67037dc3e65b8512faa',
  ],
  [
    'transformer_lens',
    '4.3.0',
    'transformer_lens-4.3.0.tar.gz',
    'a2adcad2daf3dcc000ab5ca3acc6883a1f602410fe47e794a853c754705783db',
  ],
  [
    'ultralytics',
    '8.4.190',
    'ultralytics-8.4.190.tar.gz',
    'c7a0ebb21d10f1de98682b6a4dc22bc0d1d0634b9398c086bd03b1e5bf40cbc3',
  ],
  [
    'unsloth',
    '2026.3.4',
    'unsloth-2026.3.4.tar.gz',
    '7b260d4a66fe492e63509ccfbd279c1f8824e26426433e38a603f119bc0c9054',
  ],
  ['vllm', '0.33.0', 'vllm-0.33.0.tar.gz', 'f4c33c2503d52bb411146afa9618a4f48bed68912f617e6803ac8d76e4c74112'],
  ['xgboost', '3.4.1', 'xgboost-3.4.1.tar.gz', '6968a4c71efdfa859df0dfcad0d99211c95c28c4ffd6aecff46efff77d18026a'],
  ['zenml', '0.98.0', 'zenml-0.98.0.tar.gz', 'ed221d95f1992395081b0a4aa3fbe127b6481f9efb3d5d1070ace20da8f8075f'],
];

/** The same of what people write with such libraries: applications, courses, templates, examples and notebooks. */
const APPLICATIONS = [
  ['aif360', '0.6.1', 'aif360-0.6.1.tar.gz', '635afc0bbe785e08fa242eee5e5080238193d0583bc0f5006a132050d4fb77f2'],
  ['alignrl', '0.3.0', 'alignrl-0.3.0.tar.gz', '14324beb61d25525a7e69e7094be2925a8906af1e813c0eb31de23249320a91e'],
  ['attacklm', '0.18.2', 'attacklm-0.18.2.tar.gz', 'eb2f9d7a8c42c614bea5035bbdc16dc0edd5a2f54390541e32c746081322b11b'],
  [
    'autotrain-advanced',
    '0.8.36',
    'autotrain_advanced-0.8.36.tar.gz',
    '11346133200acb5aa8de118264a6955c96856406b203140e14c17e292cb698f3',
  ],
  [
    'banko-ai-assistant',
    '1.3.2',
    'banko_ai_assistant-1.3.2.tar.gz',
    '96f595b9eef881e7e6191e009dd38a2c0231ded11aaf9ecf34c8a06d08d31cba',
  ],
  ['basicsr', '1.4.2', 'basicsr-1.4.2.tar.gz', 'b89b595a87ef964cda9913b4d99380ddb6554c965577c0c10cb7b78e31301e87'],
  ['camel-ai', '0.2.90', 'camel_ai-0.2.90.tar.gz', '43f11673390cc8d4451d6b1bb2913ddef6131f411f47da02d16a3989c8096d02'],
  [
    'canvas-template',
    '0.3.1',
    'canvas_template-0.3.1.tar.gz',
    '82bbe50ede0757592af567fa8c841c25185c68303cad2eb902a5c995507525cd',
  ],
  ['d2l', '1.0.3', 'd2l-1.0.3.tar.gz', 'b69964354f8150d1ae02166d1eccd622c61f330bf61a23bae614be4fb59ce3be'],
  [
    'deepface',
    '0.0.103',
    'deepface-0.0.103.tar.gz',
    'c9062fb26cf96ebf9b6e9b77f81df348ba287cb7069d2edff6b8342caf465b7b',
  ],
  ['dowhy', '0.14', 'dowhy-0.14.tar.gz', '18f48882bc2cd3452ed3536ae3529a196acfa3b1e21b8978b71934e65cabb665'],
  [
    'embedchain',
    '0.1.128',
    'embedchain-0.1.128.tar.gz',
    '641cef036d4c2f4b2b2d26019156647dcaa1b6d98f5d16e3798a12f46499bb8f',
  ],
  [
    'evidently',
    '0.7.23',
    'evidently-0.7.23.tar.gz',
    '90ed736a85581c46410647dd3c1c957531c77231bb415e1021512238b12d5870',
  ],
  ['fschat', '0.2.36', 'fschat-0.2.36.tar.gz', 'ac724458bb105cb5b3b9ec852150345dfa7f61fd7c275d6635d66fa1ed904d90'],
  ['gpytorch', '1.15.2', 'gpytorch-1.15.2.tar.gz', '380625e93f851b85f772b25c5fb0a6c6d2e3eb2ef667f1e566ab4f95b8775361'],
  [
    'lama-cleaner',
    '1.2.5',
    'lama-cleaner-1.2.5.tar.gz',
    'cdcedb838910e6a2a277f262e7fdd38728b03cd7ce704278750ee1d00cbb01b4',
  ],
  ['litgpt', '0.5.13', 'litgpt-0.5.13.tar.gz', '77be78814d0334e8e32ee6dac417e9718ebad45529458995ca255af24cf15cf3'],
  [
    'llamafactory',
    '0.9.5',
    'llamafactory-0.9.5.tar.gz',
    '1702c0bfb864e80577a59521d2edcacd2aab05ec6aee06188fcba335a589681f',
  ],
  [
    'metaflow',
    '2.19.39',
    'metaflow-2.19.39.tar.gz',
    '59fdb07d8de9e2343658871fd6d967bf9d41799abb92f5835ac792390e7e8a61',
  ],
  ['metagpt', '0.8.2', 'metagpt-0.8.2.tar.gz', 'e7a7b39288b0494657bf94f22cf82a70e34459faadcf2ff263be193c814a2ef2'],
  ['ms-swift', '4.6.0', 'ms_swift-4.6.0.tar.gz', '8483da407748abc01e106b54c25d6453eb2ef4a6e136dab001b9a522c9c80d71'],
  [
    'open-interpreter',
    '0.4.3',
    'open_interpreter-0.4.3.tar.gz',
    'cd81d0a6bc5bc9bed6a3f35010da71421b435dc9479f4ac867db80fdc29fa11b',
  ],
  [
    'realesrgan',
    '0.3.0',
    'realesrgan-0.3.0.tar.gz',
    '0d36da96ab9f447071606e91f502ccdfb08f80cc82ee4f8caf720c7745ccec7e',
  ],
  ['yolov5', '7.0.14', 'yolov5-7.0.14.tar.gz', 'ba1b5012fc191b1252d4c532bd2ba9da9dd53207bbed2dc2387740e18d8815e6'],
  ['llmware', '0.4.3', 'llmware-0.4.3.tar.gz', '3e283e867d6e51a6eeebfe61ee11dabe3c66bb0b3a0c611ff6de3819e9c9c542'],
  [
    'nemoguardrails',
    '0.17.0',
    'nemoguardrails-0.17.0.tar.gz',
    'b2531c9be4220cb74b021ce024e70cb67b3d81b75485a39b17213dfb71617dab',
  ],
];

/** What was never looked at while the rules on names were made: the test of bench/names.ts (and not of bench/precision.ts). */
const UNSEEN = [
  ['gradio', '6.31.0', 'gradio-6.31.0.tar.gz', '40cf094fe8ea1b8ada0fc4c10b685c4c5f09c4061d34c073be25bab342e14e22'],
  [
    'haystack-ai',
    '3.4.1',
    'haystack_ai-3.4.1.tar.gz',
    '95b57e672264584a9c437857e4ca4c89bf2137dab80fc972553df491349d811b',
  ],
  ['chainlit', '2.12.0', 'chainlit-2.12.0.tar.gz', '53ca71c66fd98d417039ca5fa9c68349eb8eda771b7e0235a7da531f610fe5d0'],
  ['invokeai', '6.14.2', 'invokeai-6.14.2.tar.gz', '24301ecf4f23204ad1aa763df318476d09ea84125463a07d60a1c45c127ec8b3'],
  ['optuna', '5.0.0', 'optuna-5.0.0.tar.gz', '358bb878b7b1e20e90dc944ac4261796dd3d5c2b7860aa960a08fc10e0b5beff'],
  [
    'nemo-toolkit',
    '3.0.0',
    'nemo_toolkit-3.0.0.tar.gz',
    'd4cf6d3fc3c3bf28b29efbdeb3d2a32ea2564a642269effd56d9b7a6fe087d91',
  ],
  ['espnet', '202611', 'espnet-202611.tar.gz', 'eb5816c4d2e4a18eaa2afacc2f8cf74f93e5534dec0fdcee0b2c89b6f7ddd1fd'],
  ['fairseq', '0.12.2', 'fairseq-0.12.2.tar.gz', '34f1b18426bf3844714534162f065ab733e049597476daa35fffb4d06a92b524'],
  ['paddleocr', '3.7.0', 'paddleocr-3.7.0.tar.gz', '9b81eb62cf37e590d4873e60262ff56f968ff9de6ce1f565749760ceb1c422e2'],
  ['mmdet', '3.3.0', 'mmdet-3.3.0.tar.gz', 'fe8cc2685d60a2a4f2530a4e92aa6269fe45af93265303a31bf4ea463eb3164f'],
  ['monai', '1.6.1', 'monai-1.6.1.tar.gz', 'e24ae4bb944f1779b7a6445acc4ff2efd9cc504d05dffe2498c49af117350136'],
  ['gluonts', '0.17.0', 'gluonts-0.17.0.tar.gz', 'f815d4a069be974a2a62c0eb7409a0b6c5c58fd960b562ba2a530fc2d5763c7e'],
  ['pycaret', '2.3.10', 'pycaret-2.3.10.tar.gz', 'c75a200c35532fc242d2436cfb45c2c330b63a0b047852bf88bd7a5ede8f632c'],
  ['shap', '0.54.1', 'shap-0.54.1.tar.gz', '1de58fde32686a2757bada96a7cb0a77649aa519800e5ab059faaab3900c6720'],
  [
    'alibi-detect',
    '0.13.0',
    'alibi_detect-0.13.0.tar.gz',
    '07a468cac6ef0773c060d915544d0c9bd67f77400e75dfe435b1ea9a81679223',
  ],
  ['whylogs', '1.6.4', 'whylogs-1.6.4.tar.gz', '2b00e32a1fefcf9016a7ca008e50aa18b4cb2e110f588785084ffe959868f3e1'],
  ['feast', '0.67.0', 'feast-0.67.0.tar.gz', '46f01aa649550e67b00fdf58f9f6dd3679925d908b9bfcac04e3050d49ff5523'],
  ['aim', '3.29.1', 'aim-3.29.1.tar.gz', '30fb70f983844eebd270049206c839e6dc09ce9de500048dc97a7a8b22ed83fb'],
  [
    'coqui-tts',
    '0.28.0',
    'coqui_tts-0.28.0.tar.gz',
    '0d19e499cafd49a3af94af222e6937c12d64f2a27ecb81fd77df4ba3581c090c',
  ],
  [
    'openai-whisper',
    '20250625',
    'openai_whisper-20250625.tar.gz',
    '37a91a3921809d9f44748ffc73c0a55c9f366c85a3ef5c2ae0cc09540432eb96',
  ],
  ['demucs', '4.1.0', 'demucs-4.1.0.tar.gz', 'd94c4f7dac886595b66af405c0fd1756fa00c297183f1cf021fd2eeedeeb67b2'],
  [
    'segmentation-models-pytorch',
    '0.6.0',
    'segmentation_models_pytorch-0.6.0.tar.gz',
    '5f90a7a43fac608f85a9dce66f65297d887605da9c2caafb44aa875c30180424',
  ],
  ['rembg', '2.0.86', 'rembg-2.0.86.tar.gz', '9c409038acbd52cc2f5e0183c9d0c155aa3798d0707e0f82f71dcdb6937e2dbf'],
  ['optimum', '2.3.0', 'optimum-2.3.0.tar.gz', 'aa96ad535a5cec68d12c6372574125452284632fe13699633a61e8bbfb09c4df'],
  ['setfit', '1.2.0', 'setfit-1.2.0.tar.gz', 'ed87e37cb7a35b04dac398c55e2dc9642a4b098d64cdf4b91a91d55dbae1de43'],
  ['rasa', '3.6.21', 'rasa-3.6.21.tar.gz', '17daa37370e52b6386e238fb958fd0f16ec54b6fce75871ee01ceb9770695f03'],
  ['cleanlab', '2.9.0', 'cleanlab-2.9.0.tar.gz', 'abe25fe0c772ced8c4b36a94e0de71726db00802224b7fb7bee06db6ff95eb4e'],
  [
    'modelscope',
    '1.40.2',
    'modelscope-1.40.2.tar.gz',
    '7a642cef8c144c28c4ddcc37db5fd803f5481f0d78a7f26c2b9e0e2a225b528c',
  ],
  ['funasr', '1.4.16', 'funasr-1.4.16.tar.gz', '1e2f8e3887fbc4b164cce40f73bf1324907da6ab59d1e8bf2add827f534c69e7'],
  ['txtai', '9.14.0', 'txtai-9.14.0.tar.gz', '9712b47d58344bce8f8ef6e169d3f759152a2824b933930c9d2bad42949f580b'],
  ['bertopic', '0.17.4', 'bertopic-0.17.4.tar.gz', 'f92aa560cdf2bcbf9e22c8ee83dd3bfb225b8dc29381dec7327cc0b21bd852ad'],
  [
    'textattack',
    '0.3.11',
    'textattack-0.3.11.tar.gz',
    '34ddf723d89cf9d9a36cd809c4b7bcd73d5415c432bac48c410c2255b7052ace',
  ],
  [
    'simpletransformers',
    '0.70.8',
    'simpletransformers-0.70.8.tar.gz',
    'a4287ee20a4138917715dc9f6d535fc51e57bb21d17ff60fb11fab0370db67bc',
  ],
  ['composer', '0.32.1', 'composer-0.32.1.tar.gz', 'ea884f7e1bee3f9807803e0a5922714e3f6cd3280b1d2b025f0ce782f3c9bfe3'],
  [
    'petals',
    '2.2.0.post1',
    'petals-2.2.0.post1.tar.gz',
    'dc25b906d6d4c3b67ce93e6e82c7077d1ad6913d84b0f8bea303d6711bea84d4',
  ],
  ['tianshou', '2.0.1', 'tianshou-2.0.1.tar.gz', 'ec81006848489c23a4952825abb034a525a625dea214a257b1854d03068d11b8'],
  [
    'pytorch-forecasting',
    '1.8.0',
    'pytorch_forecasting-1.8.0.tar.gz',
    'f7de2af2fb7ce0c4ef73287666b8b79391485ff55883c974b6267b505adf0422',
  ],
  ['crewai', '1.15.30', 'crewai-1.15.30.tar.gz', '17de4b7cc3f2c207033e9f82be4f7d749e540b0e415a3885a8d97bb43a90a318'],
  ['dspy', '3.4.1', 'dspy-3.4.1.tar.gz', '6803449c11818efd10537da22e509a87af1bd30796053d1a6c82421f2afaa461'],
];

const INDEX = `${(process.env.PIP_INDEX_URL || 'https://pypi.org/simple').replace(/\/+$/, '')}/`;
const CORPUS = path.join(import.meta.dirname, '../out/corpus');
const UNSEEN_CORPUS = path.join(import.meta.dirname, '../out/corpus-names');
/** A source distribution is a few megabytes; what is much larger is something else. */
const MAX_UNPACKED = 1024 ** 3;

const wanted = process.argv.slice(2);
for (const name of wanted)
  if (![...PACKAGES, ...APPLICATIONS, ...UNSEEN].some(([known]) => known === name))
    throw new Error(`${name} is no part of the corpus`);
for (const [name, version, file, digest, corpus] of [
  ...PACKAGES.map((each) => [...each, CORPUS]),
  ...APPLICATIONS.map((each) => [...each, path.join(CORPUS, 'applications')]),
  ...UNSEEN.map((each) => [...each, UNSEEN_CORPUS]),
]) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const folder = path.join(corpus, `${name}-${version}`);
  if (existsSync(folder)) {
    console.log(`${name} ${version}: is there`);
    continue;
  }
  const archive = await download(await addressOf(name, file));
  const found = createHash('sha256').update(archive).digest('hex');
  if (found !== digest) throw new Error(`${file}: its SHA-256 is ${found}, not ${digest}`);
  // Unpacked beside and moved, so that a folder of the right name is always whole.
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  let count = 0;
  for (const { name: entry, content } of tarFiles(gunzipSync(archive, { maxOutputLength: MAX_UNPACKED }))) {
    const target = placeOf(partial, entry);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    count++;
  }
  renameSync(partial, folder);
  console.log(`${name} ${version}: ${count} files`);
}

/** The address of a file as the simple index lists it (PEP 503). */
async function addressOf(name, file) {
  const page = new URL(`${name}/`, INDEX);
  const html = Buffer.from(await download(page)).toString('utf8');
  for (const [, href] of html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)) {
    const address = new URL(href.replace(/&amp;/g, '&'), page);
    if (decodeURIComponent(address.pathname).endsWith(`/${file}`)) return address;
  }
  throw new Error(`${page.host} lists no ${file}`);
}

async function download(address) {
  const response = await fetch(address, {
    headers: { accept: 'text/html, */*' },
    signal: AbortSignal.timeout(300_000),
  });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Where an entry goes, without the archive's own top folder. Refuses to leave the folder. */
function placeOf(folder, entry) {
  const target = path.join(folder, ...entry.split('/').slice(1));
  if (!target.startsWith(folder + path.sep)) throw new Error(`the archive has a file at ${JSON.stringify(entry)}`);
  return target;
}

/** The regular files of a tar archive: ustar, with long names as pax and GNU tar write them. Links are left out. */
function* tarFiles(tar) {
  let longName = null;
  for (let at = 0; at + 512 <= tar.length;) {
    const header = tar.subarray(at, at + 512);
    if (header.every((byte) => byte === 0)) return;
    const size = sizeIn(header);
    const body = tar.subarray(at + 512, at + 512 + size);
    if (body.length < size) throw new Error('the archive is cut off');
    at += 512 + Math.ceil(size / 512) * 512;
    const type = String.fromCharCode(header[156]);
    if (type === 'x') longName = paxPath(body) ?? longName;
    else if (type === 'L') longName = textIn(body, 0, body.length);
    else {
      const prefix = textIn(header, 257, 5) === 'ustar' ? textIn(header, 345, 155) : '';
      const name = longName ?? (prefix ? `${prefix}/${textIn(header, 0, 100)}` : textIn(header, 0, 100));
      longName = null;
      if (type === '0' || type === '\0') yield { name, content: body };
    }
  }
}

/** Octal digits, or base 256 when the first bit is set (GNU). */
function sizeIn(header) {
  if (header[124] & 0x80) return header.subarray(125, 136).reduce((sum, byte) => sum * 256 + byte, 0);
  return parseInt(textIn(header, 124, 12).trim() || '0', 8);
}

function textIn(bytes, start, length) {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return Buffer.from(end === -1 ? field : field.subarray(0, end)).toString('utf8');
}

/** The `path` record of a pax header: lines of `LENGTH KEY=VALUE`, the length in bytes and of the whole line. */
function paxPath(body) {
  let found = null;
  for (let at = 0; at < body.length;) {
    const length = parseInt(textIn(body, at, 20), 10);
    if (!(length > 0)) break;
    const record = Buffer.from(body.subarray(at, at + length - 1)).toString('utf8');
    const [, key, value] = /^\d+ ([^=]*)=([^]*)$/.exec(record) ?? [];
    if (key === 'path') found = value;
    at += length;
  }
  return found;
}

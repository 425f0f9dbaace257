import type { ModelFileFacts } from '../../core/model-file-facts';
import { placeInText } from '../placement';
import type { DocumentKind } from '../reading';

/**
 * Files that may hold a model. The name only makes one worth a look, its content says what it is: most `.bin` and `.dat` files turn
 * out to be something else, of which nobody says a word. Of archives only those are among them that are called so (`model.tar.gz`), since
 * most hold data, and all of it would have to be unpacked; of JSON files only those of the hub's libraries
 * that are no configuration of programs; the others are documents of that kind (`HUB_CONFIGURATION`).
 */
export const modelFileDocument: DocumentKind = {
  kind: 'model-file',
  names: [
    /\.(?:pkl|pickle|pk|joblib|dill|cloudpickle|sav|pt|pth|pt2|ptl|ckpt|bin|mar|nemo|safetensors|gguf|ggml|onnx|h5|hdf5|keras|pb|pbtxt|tflite|npy|npz|skops|dat|model)(?:\.(?:gz|bz2|xz|lzma|lz4|zst|z))?$/,
    /^mlmodel$/,
    /(?:^|[-_.])(?:model|weights|checkpoint)s?\.(?:zip|7z|tar|tgz|tar\.(?:gz|bz2|xz|zst))$/,
    /chat_template[\w.-]*\.jinja2?$/,
    /^(?:tokenizer|tokenizer_config|generation_config|preprocessor_config)\.json$/,
  ],
  globs: [
    '*.{pkl,pickle,pk,joblib,dill,cloudpickle,sav,pt,pth,pt2,ptl,ckpt,bin,mar,nemo,safetensors,gguf,ggml,onnx,h5,hdf5,keras,pb,pbtxt,tflite,npy,npz,skops,dat,model}',
    '*.{pkl,pickle,joblib,pt,pth,bin,npy,npz,model,dat}.{gz,bz2,xz,lzma,lz4,zst,z}',
    '*.{pk,dill,cloudpickle,sav,pt2,ptl,ckpt,mar,nemo,safetensors,gguf,ggml,onnx,h5,hdf5,keras,pb,pbtxt,tflite,skops}.{gz,bz2,xz,lzma,lz4,zst,z}',
    '*{model,models,weights,checkpoint,checkpoints}.{zip,7z,tar,tgz}',
    '*{model,models,weights,checkpoint,checkpoints}.tar.{gz,bz2,xz,zst}',
    'MLmodel',
    '*chat_template*.jinja',
    '*chat_template*.jinja2',
    '{tokenizer,tokenizer_config,generation_config,preprocessor_config}.json',
  ],
  languages: [],
  suffix: '.pkl',
  input: 'bytes',
  times: Infinity,
  inventoried: false,
  evenIgnored: true,
  read({ path }) {
    const facts: ModelFileFacts = { kind: 'model-file', path };
    return { parts: [{ placement: placeInText(path, ''), text: '', comments: [], facts: () => facts }], notes: [] };
  },
};

/** Configurations of the hub's libraries that may name code or hold a chat template, by their names in lower case: documents of another kind as well. */
export const HUB_CONFIGURATION =
  /(?:^|\/)(?:config|adapter_config|chat_template|model_index|modules|processor_config|config_sentence_transformers|sentence_bert_config)\.json$/;

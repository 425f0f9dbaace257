/** What a downloaded file is going to be, by its name. `quiet`: text, pages, pictures and other things that nothing runs. */
export type Content = 'code' | 'model' | 'archive' | 'data' | 'quiet' | 'unknown';

const SUFFIXES: Readonly<Record<Exclude<Content, 'unknown'>, string>> = {
  code: 'py pyc pyz sh bash whl so dll dylib exe jar bat ps1 deb rpm run appimage ipynb',
  model:
    'pt pth bin pkl pickle ckpt h5 hdf5 keras joblib dill pb onnx tflite gguf ggml safetensors mar caffemodel weights engine t7 params model pdparams mlmodel ptl torchscript jit',
  archive: 'zip tar gz tgz bz2 tbz xz txz 7z rar zst',
  data: 'csv tsv parquet jsonl npz npy arrow feather tfrecord tfrecords lmdb sqlite db mat pcap',
  quiet:
    'html htm json txt xml jpg jpeg png gif webp svg ico bmp tif tiff pdf md rst yaml yml toml wav mp3 mp4 flac ogg avi mov css js ttf otf woff log srt vtt ics bib geojson shp kml xlsx xls docx pptx',
};
const BY_SUFFIX = new Map(
  Object.entries(SUFFIXES).flatMap(([content, suffixes]) =>
    suffixes.split(' ').map((suffix) => [suffix, content as Content] as const),
  ),
);
const MODEL_WORDS = /(?:^|[^a-z])(?:models?|weights?|checkpoints?|ckpts?|pretrained|lora|embeddings?)(?![a-z])/i;

/** The content of the first text that tells; texts are paths, addresses, or expressions that make them. */
export function contentByName(texts: readonly string[]): Content {
  for (const text of texts) {
    for (const match of [...text.matchAll(/\.([A-Za-z0-9]{1,11})(?=["'?#]|$|\s*[,)])/g)].reverse()) {
      const content = BY_SUFFIX.get(match[1]!.toLowerCase());
      if (content) return content;
    }
  }
  return 'unknown';
}

/** Whether names or addresses speak of a model although no suffix does. */
export const speaksOfModel = (texts: readonly string[]): boolean =>
  texts.some((text) => MODEL_WORDS.test(text.replace(/([a-z])([A-Z])/g, '$1 $2')));

/** Whether an address names a commit or a digest, so that what is behind it cannot change unnoticed. */
export const isImmutable = (url: string): boolean =>
  /(?<![0-9a-f])[0-9a-f]{40}(?:[0-9a-f]{24})?(?![0-9a-f])/i.test(url);

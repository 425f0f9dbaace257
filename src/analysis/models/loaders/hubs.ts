import { hub, ID_KEYWORDS, type Loader } from './loader';

/** Clients of hubs, which fetch the files of a repository without knowing what is in them. */
export const HUB_CLIENT_LOADERS: readonly Loader[] = [
  hub(
    'modelscope',
    [
      'modelscope.snapshot_download',
      'modelscope.hub.**.snapshot_download',
      'modelscope.**.from_pretrained',
      'modelscope.pipelines.pipeline',
      'modelscope.pipeline',
    ],
    { source: 'modelscope', keywords: ['model_id', 'model', ...ID_KEYWORDS] },
  ),
  hub('huggingface_sb3', ['huggingface_sb3.**.load_from_hub'], {
    keywords: ['repo_id'],
    loads: 'files',
    revision: null,
  }),
  hub(
    'huggingface_hub',
    [
      '**.hf_hub_download',
      '**.snapshot_download',
      'huggingface_hub.from_pretrained_keras',
      'huggingface_hub.from_pretrained_fastai',
      'huggingface_hub.**.from_pretrained',
    ],
    { loads: 'files', keywords: ['repo_id', 'pretrained_model_name_or_path'] },
  ),
  hub('huggingface_hub', ['huggingface_hub.cached_download', 'huggingface_hub.file_download.cached_download'], {
    loads: 'files',
    keywords: ['url'],
    spelling: 'url-only',
    revision: null,
  }),
];

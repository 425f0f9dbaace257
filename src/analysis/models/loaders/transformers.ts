import { hub, type Loader } from './loader';

/** Transformers, and the libraries that lay pipelines and adapters over it. What is particular stands before what is general. */
export const TRANSFORMERS_LOADERS: readonly Loader[] = [
  // PEFT takes the base model first, the adapter second.
  hub(
    'peft',
    [
      'peft.PeftModel*.from_pretrained',
      'peft.PeftMixedModel.from_pretrained',
      'peft.peft_model.*.from_pretrained',
      'peft.mixed_model.*.from_pretrained',
    ],
    { loads: 'adapter', keywords: ['model_id'], position: 1 },
  ),
  hub('peft', ['peft.**.from_pretrained'], { loads: 'adapter', code: 'trusted' }),
  hub('transformers', ['transformers.AutoConfig.from_pretrained', 'transformers.**.*Config.from_pretrained'], {
    loads: 'configuration',
    code: 'trusted',
    codeRevision: true,
  }),
  hub(
    'transformers',
    ['transformers.**.*Tokenizer.from_pretrained', 'transformers.**.*TokenizerFast.from_pretrained'],
    { loads: 'tokenizer', code: 'trusted', codeRevision: true },
  ),
  hub(
    'transformers',
    [
      'transformers.**.*Processor.from_pretrained',
      'transformers.**.*FeatureExtractor.from_pretrained',
      'transformers.**.*ImageProcessorFast.from_pretrained',
    ],
    { loads: 'processor', code: 'trusted' },
  ),
  hub('transformers', ['transformers.**.AutoModel*.from_pretrained', 'transformers.**.from_pretrained'], {
    code: 'trusted',
    codeRevision: true,
  }),
  hub('transformers', ['transformers.pipeline', 'transformers.pipelines.pipeline'], {
    loads: 'pipeline',
    keywords: ['model'],
    position: 1,
    code: 'trusted',
    further: [
      { keyword: 'tokenizer', position: 3, loads: 'tokenizer', revision: null },
      { keyword: 'config', position: 2, loads: 'configuration', revision: null },
    ],
  }),
  hub('transformers', ['transformers.**.cached_file'], { loads: 'files', keywords: ['path_or_repo_id'] }),
  hub('diffusers', ['diffusers.**.from_single_file'], {
    keywords: ['pretrained_model_link_or_path_or_dict', 'pretrained_model_link_or_path'],
  }),
  hub(
    'diffusers',
    [
      'diffusers.*Pipeline*.from_pretrained',
      'diffusers.AutoPipeline*.from_pretrained',
      'diffusers.pipelines.**.from_pretrained',
    ],
    {
      loads: 'pipeline',
      code: 'trusted',
      further: [{ keyword: 'custom_pipeline', loads: 'code', revision: 'custom_revision', code: true }],
    },
  ),
  hub('diffusers', ['diffusers.**.from_pretrained'], { code: 'trusted' }),
  hub('diffusers', ['**.load_lora_weights', '**.load_lora_adapter', '**.load_attn_procs', '**.load_ip_adapter'], {
    loads: 'adapter',
    keywords: ['pretrained_model_name_or_path_or_dict'],
  }),
  hub('diffusers', ['**.load_textual_inversion'], { loads: 'embedding', keywords: ['pretrained_model_name_or_path'] }),
  hub('adapters', ['**.load_adapter'], {
    loads: 'adapter',
    keywords: ['peft_model_id', 'adapter_name_or_path', 'model_id'],
  }),
];

import { hub, type Loader } from './loader';

const DATASET: Partial<Loader> = { repoType: 'dataset', loads: 'dataset', keywords: ['path'], code: 'trusted' };

/** Loaders of data sets and metrics. */
export const DATASET_LOADERS: readonly Loader[] = [
  hub(
    'datasets',
    [
      'datasets.load_dataset',
      'datasets.load_dataset_builder',
      'datasets.get_dataset_config_names',
      'datasets.get_dataset_split_names',
      'datasets.get_dataset_infos',
      'datasets.load.load_dataset',
      'datasets.load.load_dataset_builder',
    ],
    DATASET,
  ),
  hub('datasets', ['datasets.load_from_disk', 'datasets.**.load_from_disk'], {
    ...DATASET,
    source: 'local',
    keywords: ['dataset_path', 'dataset_dict_path'],
    revision: null,
    code: 'never',
  }),
  hub('datasets', ['datasets.load_metric'], {
    repoType: 'metric',
    loads: 'metric',
    keywords: ['path'],
    code: 'always',
  }),
  hub('evaluate', ['evaluate.load', 'evaluate.loading.load'], {
    repoType: 'metric',
    loads: 'metric',
    keywords: ['path'],
    code: 'always',
  }),
  hub(
    'pandas',
    [
      'pandas.read_csv',
      'pandas.read_parquet',
      'pandas.read_json',
      'polars.read_csv',
      'polars.read_parquet',
      'polars.scan_csv',
      'polars.scan_parquet',
      'dask.dataframe.read_csv',
      'dask.dataframe.read_parquet',
    ],
    {
      repoType: 'dataset',
      loads: 'dataset',
      keywords: ['filepath_or_buffer', 'path', 'path_or_buf', 'source'],
      spelling: 'url',
      revision: null,
    },
  ),
];

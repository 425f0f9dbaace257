import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';

/** Functions that read a table from a path or an address. */
export const TABLE_READERS: readonly string[] = [
  'pandas',
  'polars',
  'dask.dataframe',
  'geopandas',
  'cudf',
  'modin.pandas',
].flatMap((library) =>
  'read_csv read_table read_fwf read_json read_parquet read_feather read_orc read_excel read_ipc read_ndjson scan_csv scan_parquet scan_ndjson read_stata read_sas read_spss read_xml'
    .split(' ')
    .map((reader) => `${library}.${reader}`),
);

/** The source that such a function reads. */
export const tableSourceOf = (call: CallFact): Argument | undefined =>
  ['filepath_or_buffer', 'path_or_buf', 'path', 'source', 'io', 'path_or_buffer']
    .map((name) => argumentOf(call, name))
    .find((argument) => argument) ?? argumentOf(call, '', 0);

/** The part of sql.js that is used here: its published types replace types of web-tree-sitter's. */
declare module 'sql.js' {
  export interface Statement {
    step(): boolean;
    get(parameters: null, options: { readonly useBigInt: boolean }): (null | number | bigint | string | Uint8Array)[];
    free(): void;
  }

  export interface Database {
    run(sql: string, parameters?: readonly (null | number | bigint | string | Uint8Array)[]): void;
    exec(sql: string): readonly { readonly columns: readonly string[]; readonly values: readonly unknown[][] }[];
    prepare(sql: string): Statement;
    export(): Uint8Array;
    close(): void;
  }

  export interface SqlJsStatic {
    Database: new (image?: Uint8Array) => Database;
  }

  export default function initSqlJs(): Promise<SqlJsStatic>;
}

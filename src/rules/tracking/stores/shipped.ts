/** Whether a store of runs is there on purpose: one for tests, or one that an example shows. */
export const isShippedStore = (path: string): boolean =>
  /(?:^|\/)(?:tests?|testing|fixtures?|testdata|test_data|examples?|docs?|site-packages|node_modules)\//i.test(path);

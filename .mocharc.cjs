// Mocha adds `spec` to what is named on the command line, so one named file would run them all: all is said only where none is.
const named = process.argv.slice(2).some((argument) => /\.test\.ts$/.test(argument));

module.exports = {
  ...(named ? {} : { spec: ['test/**/*.test.ts'] }),
  // The first two run in an editor and in a browser: npm test. The third needs more than Node: npm run test:optional.
  ignore: ['test/extension/**', 'test/e2e/**', 'test/optional/**'],
  require: ['./test/harness/properties.ts'],
  extension: ['ts'],
  'node-option': ['import=tsx'],
  // Only a guard against what hangs: a machine that is busy with other things is no fault of a test.
  timeout: 60_000,
};

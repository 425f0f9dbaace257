// What bundle.ts bundles for `call`: the command line without the process around it.
export { program } from '../../src/cli/program';

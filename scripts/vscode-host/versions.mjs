// The real VS Codes that the tests run in. VS Code's own servers are often out of reach (offline machines, CI
// behind a mirror); npm's `code-server` package carries the same workbench and extension host under MIT.
// To move to another: change the row, make packages/<vscode>/ anew (its package.json says how), run both suites.
import path from 'node:path';

/** @typedef {{ vscode: string, codeServer: string, integrity: string }} Host */

/** @type {Record<'latest' | 'oldest', Host>} */
export const HOSTS = {
  latest: {
    vscode: '1.139.1',
    codeServer: '4.139.1',
    integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
  // The first one published at or after 1.101.0, which is what `engines.vscode` promises.
  oldest: {
    vscode: '1.103.2',
    codeServer: '4.103.2',
    integrity: 'sha512-dbYFASiePozmAfA2e3BYE7r83CdZ7LMDEAzKhLVRJwFbnd4zAaFlsxvBNrLAkunDJUaEqbtawsBfbtDZu6SXnQ==',
  },
};

export const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** Everything that is downloaded to run the tests lives below this folder; deleting it is always safe. */
export const HOST_HOME = path.join(REPOSITORY, '.vscode-host');

/** The folder with the VS Code server of a host, whether it is there yet or not. */
export const hostFolder = (host) => path.join(HOST_HOME, `vscode-${host.vscode}`);

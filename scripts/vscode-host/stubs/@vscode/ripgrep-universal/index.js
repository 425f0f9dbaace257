// The real one carries the binaries of every platform (56 MB).
export { rgPath } from '@vscode/ripgrep';

// All that is asked of servers. Loaded when somebody asks: most people never do.
export { fetchImageDigest } from './container-registry';
export { fetchGitCommit } from './git-references';
export { fetchHubCommit, fetchHubFiles, type HubFile } from './hub';
export { CachedHttp } from './http-cache';
export { fetchOsvRecord, queryOsv, type OsvQuery } from './osv';
export { fetchIndexedProject } from './simple-api';
export { fetchMetadata } from './package-metadata';

// The pages that the editor shows, loaded by its worker when one is asked for.
export { printDependencyPage } from '../report/dependency-page';
export { printDependencyCsv } from '../report/dependency-rows';
export { printDependencyJson } from '../report/dependency-text';
export { printSbomPage } from '../report/sbom-page';
export { commandAddress, reportPage } from './report';

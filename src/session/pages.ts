// The pages that the editor shows, loaded by its worker when one is asked for.
export { printSbomPage } from '../report/sbom-page';
export { reportPage } from './report';

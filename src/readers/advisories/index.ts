export { answerOf, safeAfter } from './answer';
export { AdvisoryDatabase, type AdvisoryArchive } from './database';
export { LARGEST_INDEX } from './name-index';
export { readOsvRecord, type OsvRecord } from './osv-record';

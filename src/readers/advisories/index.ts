export { answerOf, safeAfter } from './answer';
export { AdvisoryDatabase, type AdvisoryArchive } from './database';
export { readOsvRecord, type OsvRecord } from './osv-record';

export { AdvisoryDatabase, type AdvisoryArchive } from './database';

// All that checks and makes signatures of models, loaded when the first one is met.
export { checkModel, coveredFiles, modelOf } from './check-model';
export { makeBundle, planSigning, PLAIN_CHOICE } from './make-bundle';
export { isKeyOf, privateKeyIn, readPrivateKey } from './private-key';
export { NOBODY, readTrust, trustOfPolicy } from './trust';
export { webCryptography } from './web-cryptography';
export { readBundle } from '../../readers/signatures/bundle';
export { readCertificates } from '../../readers/signatures/certificate';

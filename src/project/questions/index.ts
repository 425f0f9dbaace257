// Importing this makes every kind of question known.
export { QUESTIONS } from '../../core/question';
export { advisories, advisoryState } from './advisories';
export { baselineText } from './baseline';
export { fileDigest } from './file-digest';
export { fileText } from './file-text';
export { gitCommit } from './git-commit';
export { hubCommit } from './hub-commit';
export { imageDigest } from './image-digest';
export { indexedPackage } from './indexed-package';
export { listedName } from './listed-names';
export { allowedVersions, lockFiles, locksNear, resolvedVersion } from './locks';
export { configFile, moduleFile } from './modules';
export { lockedState, modelLock } from './model-lock';
export { ownProject } from './own-project';
export { projectPins } from './pins';
export { policyNear } from './policy';
export { projectNames } from './project-names';
export { today } from './today';

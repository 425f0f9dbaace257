/** First segments that are folders of a project rather than accounts of the hub. */
const FOLDER =
  /^(?:\.{0,2}|~|out(?:puts?)?|sav(?:e|es|ed)|models?|checkpoints?|ckpts?|weights?|data(?:sets?)?|results?|runs?|logs?|experiments?|exps?|local|pretrained|assets|artifacts|tmp|cache|home|mnt|workspace|content|root|opt|usr)$/iu;

/** `output`, `results/model`, `./ckpt`: where a program writes, or has what it wrote before. */
export const isFolderName = (id: string): boolean => FOLDER.test(id.split('/', 1)[0] ?? '');

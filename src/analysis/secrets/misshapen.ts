/**
 * Beginnings that a provider gives to keys of a known form, and to nothing else. Beginnings that several share (`sk-`) are not
 * here: behind those any form may be somebody's.
 */
const MARKS =
  /^(?:hf_|api_org_|gh[pousr]_|github_pat_|gl(?:pat|rt|dt|ptt)-|A(?:KI|SI)A[A-Z0-9]|AIza|sk-(?:ant|or-v1)-|gsk_|nvapi-|r8_|pcsk_|lsv2_|xai-|pplx-|tgp_v1_|npm_|pypi-AgE|do[opr]_v1_|dapi[0-9a-f]{4}|wandb_v1_|tvly-|jina_|SG\.|dckr_pat_|xox[abceprs]-|KGAT_|GOCSPX-)/;

/**
 * Whether a value begins as a provider's key, asked where no format has matched: it is too short, too long or cut, and opens
 * nothing. What is wrong there is the value, not that it is written down.
 */
export const isMisshapen = (value: string): boolean => MARKS.test(value);

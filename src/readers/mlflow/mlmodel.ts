/** Whether an `MLmodel` says what goes in and comes out. MLflow writes it in block style, with its keys at the start of lines; without a signature it has no such key. */
export const hasMlmodelSignature = (text: string): boolean =>
  /^signature:[ \t]*(?!(?:null|~)?[ \t\r]*$(?![\r\n]+[ \t]))/m.test(text);

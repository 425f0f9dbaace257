/** The list is made of the files in the categories' folders (`npm run generate`): a rule's file is all there is to add. */
export { RULES } from './list.generated';

/**
 * What people write in the place of a publisher: `username/my-model`, `your-org/…`. `user`, `org` and their like exist on the hub
 * and belong to nobody whom a program means; `<user>` and `{user}` are no names at all, and the hub takes neither.
 */
const PLACEHOLDER =
  /^(?:(?:your|my|our|the|some|any|other|hf|hub|hugging[-_]?face|github)[-_]?)*(?:user(?:[-_]?(?:name|id))?|name|name[-_]?space|org(?:ani[sz]ation)?(?:[-_]?(?:name|id))?|account(?:[-_]?name)?|profile|company|team|owner|author|publisher|repo(?:sitory)?|handle|login)$|^(?:your|your[-_][a-z][-_a-z]{0,60}|path|path[-_]to|x{2,}|foo|bar|foobar|example|example[-_](?:org|user)|placeholder)$/i;

/** Whether a publisher is only a stand-in for one. */
export const isPlaceholderPublisher = (publisher: string): boolean =>
  PLACEHOLDER.test(publisher) || /^[<{[$%]|[>}\]]$/.test(publisher);

/** A file of the hub that an address takes at a branch or tag; null for another address, a commit, and files that hold neither weights nor code. */
export function hubFileAt(url: string): { readonly repository: string; readonly revision: string } | null {
  const file =
    /^https:\/\/(?:huggingface\.co|hf\.co)\/(?:datasets\/|spaces\/)?([\w.-]+\/[\w.-]+)\/(?:resolve|raw|blob)\/([^/{$]+)\/([^?#]+)/.exec(
      url,
    );
  if (!file || /^[0-9a-f]{40}$/i.test(file[2]!)) return null;
  return /\.(?:txt|md|csv|jsonl?|parquet|jpe?g|png|wav|mp3|mp4)$/i.test(file[3]!)
    ? null
    : { repository: file[1]!, revision: file[2]! };
}

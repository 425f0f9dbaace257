import { rangeOf } from '../../../core/range';
import { decideByForm } from '../../../analysis/secrets/judgement';
import { decodedSecret, manifestSecret, textOfBase64 } from '../config/encoded-secrets';
import { embeddedSecrets, type EmbeddedSecret } from './embedded-secrets';

/** A manifest of a Kubernetes Secret inside a text: its kind, and one `name: value` a line. */
const KIND = /^[ \t]{0,80}(?:-[ \t]{1,8})?["']?kind["']?:[ \t]{1,8}["']?Secret["']?[ \t]*,?\r?$/m;
const LINE =
  /^[ \t]{1,80}["']?(?<name>[\w.-]{1,100})["']?:[ \t]{1,8}["']?(?<value>[^\s"'{}$<>#]{8,8000})["']?[ \t]*,?\r?$/dgm;
/** Lines of a manifest that hold no data. */
const METADATA = /^(?:kind|apiVersion|name|namespace|type|uid|resourceVersion|creationTimestamp)$/;

/** The secrets without a mark in a text, those of a manifest in it too, each at its own place. */
export function secretsOfText(text: string): readonly EmbeddedSecret[] {
  const inManifest = secretsOfManifest(text);
  const others = embeddedSecrets(text).filter(
    ({ range }) => !inManifest.some((other) => other.range.start < range.end && range.start < other.range.end),
  );
  return [...inManifest, ...others].sort((a, b) => a.range.start - b.range.start);
}

/** The values of a manifest of a Kubernetes Secret: `data` in base64, `stringData` as it is. */
export function secretsOfManifest(text: string): readonly EmbeddedSecret[] {
  if (!KIND.test(text)) return [];
  return [...text.slice(0, 200_000).matchAll(LINE)].flatMap((match): EmbeddedSecret[] => {
    const { name, value } = match.groups!;
    if (METADATA.test(name!)) return [];
    const [start, end] = match.indices!.groups!['value']!;
    const decoded = textOfBase64(value!);
    const secret =
      (decoded === null ? null : decodedSecret(decoded, name!, name!)) ??
      (decideByForm(value!).length > 0 ? null : manifestSecret(value!, name!));
    return secret === null || secret.severity === 'hint' ? [] : [{ secret, range: rangeOf(start, end) }];
  });
}

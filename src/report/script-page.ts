/**
 * A page with nothing but a script, which makes everything in it. It loads nothing and sends nothing, and its policy runs no script
 * and no style but those that know `nonce`, which nobody may guess.
 */
export function scriptPage(code: string, nonce: string): string {
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<script nonce="${nonce}">${code.replaceAll('</script', '<\\/script')}</script>
</body>
</html>`;
}

const secrets = new Set<string>()

/** Keeps a secret out of whatever is printed or written from now on. */
export function hide(secret: string): void {
  secrets.add(secret)
}

/** The text with `***` for each secret in it: a server's error may quote what it was sent. */
export function withoutSecrets(text: string): string {
  let safe = text
  for (const secret of secrets) safe = safe.replaceAll(secret, '***')
  return safe
}

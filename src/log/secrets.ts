const secrets = new Set<string>()

/** Has a secret left out of whatever is printed or written from now on. */
export function hide(secret: string): void {
  secrets.add(secret)
}

/** The text with `***` for each secret in it: a server's words may quote what it was sent. */
export function withoutSecrets(text: string): string {
  let safe = text
  for (const secret of secrets) safe = safe.replaceAll(secret, '***')
  return safe
}

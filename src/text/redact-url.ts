/** Removes user names and passwords from URLs in a text. */
export function redactUrls(text: string): string {
  return text.replace(/(:\/\/)[^/?#\s]*@/g, '$1');
}

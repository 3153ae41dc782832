/** A text without the names and passwords that addresses in it may carry. */
export function redactUrls(text: string): string {
  return text.replace(/(\w+:\/\/)[^/@\s]*@/g, '$1');
}

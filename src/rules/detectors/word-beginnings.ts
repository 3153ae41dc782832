/** Whether a text has a word or phrase that begins with one of these, which are in lower case. */
export function includesBeginning(text: string, beginnings: readonly string[]): boolean {
  const lower = text.toLowerCase().replaceAll('’', "'");
  return beginnings.some((beginning) => {
    const wanted = beginning.replaceAll('’', "'");
    for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + 1))
      if (at === 0 || !/\p{L}/u.test(lower[at - 1]!)) return true;
    return false;
  });
}

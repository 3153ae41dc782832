/** Expands `<macro>` in a pattern. The build of the lexicon reports unknown macros. */
export function expandMacros(pattern: string, macros: Readonly<Record<string, string>>): string {
  let expanded = pattern;
  for (let depth = 0; depth < 8 && /<[a-z]\w*>/i.test(expanded); depth++) {
    expanded = expanded.replace(/<([a-z]\w*)>/gi, (whole, name: string) => macros[name] ?? whole);
  }
  return expanded;
}

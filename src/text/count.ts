/** `1 file`, `2 files`, `0 files`, `1 entry`. English. */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${Math.abs(count) === 1 ? noun : plural}`;
}

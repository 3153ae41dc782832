import { appendFileSync, readFileSync } from 'node:fs';

// Loaded into a measured command by --import: writes its peak memory in kilobytes to PEAK_MEMORY_FILE. Not the maximum of
// resourceUsage, which begins with the memory of the process that started it.
process.on('exit', () => {
  const file = process.env['PEAK_MEMORY_FILE'];
  if (file === undefined) return;
  const peak = /^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  appendFileSync(file, `${peak}\n`);
});

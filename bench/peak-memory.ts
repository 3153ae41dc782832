import { appendFileSync } from 'node:fs';

// Loaded into a measured command by --import: writes its peak memory in kilobytes to PEAK_MEMORY_FILE.
process.on('exit', () => {
  const file = process.env['PEAK_MEMORY_FILE'];
  if (file !== undefined) appendFileSync(file, `${process.resourceUsage().maxRSS}\n`);
});

import { appendFileSync } from 'node:fs';

// Loaded into a measured command by --import: writes its peak memory, in kilobytes, where PEAK_MEMORY_FILE says.
process.on('exit', () => {
  const file = process.env['PEAK_MEMORY_FILE'];
  if (file !== undefined) appendFileSync(file, `${process.resourceUsage().maxRSS}\n`);
});

import { betterstackReader } from './betterstack.ts';
import { cachetReader } from './cachet.ts';
import { checklyReader } from './checkly.ts';
import { cstateReader } from './cstate.ts';
import { gatusReader } from './gatus.ts';
import { incidentIoReader } from './incident-io.ts';
import { instatusReader } from './instatus.ts';
import { issueStatusReader } from './issue-status.ts';
import { kenerReader } from './kener.ts';
import type { InputFile, Reader } from './reader.ts';
import { stactusReader } from './stactus.ts';
import { statusfyReader } from './statusfy.ts';
import { statuskitReader } from './statuskit.ts';
import { statuspageFeedReader } from './statuspage-feed.ts';
import { jsonLinesReader, statuspageReader } from './statuspage.ts';
import { upptimeReader } from './upptime.ts';
import { uptimeKumaReader } from './uptime-kuma.ts';

/** Every format, the ones that are told most surely first: `auto` takes the first that recognises the files. */
export const READERS: readonly Reader[] = [
  jsonLinesReader,
  stactusReader,
  statuskitReader,
  statusfyReader,
  cstateReader,
  issueStatusReader,
  kenerReader,
  betterstackReader,
  cachetReader,
  uptimeKumaReader,
  checklyReader,
  incidentIoReader,
  statuspageReader,
  instatusReader,
  upptimeReader,
  gatusReader,
  statuspageFeedReader,
];

/** The reader of a format by its name. */
export function findReader(format: string): Reader | undefined {
  return READERS.find((reader) => reader.format === format);
}

/** The reader whose tool wrote these files; undefined where none recognises them. */
export function recogniseReader(files: readonly InputFile[]): Reader | undefined {
  return READERS.find((reader) => reader.recognises(files));
}

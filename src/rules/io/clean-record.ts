import type { ContentSources } from '../../content/content.ts';
import { hashFile } from '../../content/parsed-events.ts';
import { openRunRecord } from '../../files/run-record.ts';
import type { RunRecordOptions } from '../../files/run-record.ts';
import { hashSettings } from '../engine/clean-files.ts';
import type { CleanFiles } from '../engine/clean-files.ts';

export interface CleanRecord {
  readonly files: CleanFiles;
  /** Keeps what this run found for the next one. Where that isn't possible, the next one checks everything again. */
  readonly save: () => Promise<void>;
}

/** Opens the record of the files of a content root that had no finding; undefined where none is kept. */
export async function openCleanRecord(
  root: string,
  sources: ContentSources,
  options?: RunRecordOptions,
): Promise<CleanRecord | undefined> {
  const record = await openRunRecord('clean', root, hashSettings(sources), options);
  return (
    record && {
      files: {
        get: (source) => {
          const line = record.get(hashFile(source));
          return line === undefined ? undefined : (JSON.parse(line) as string);
        },
        add: (source, given) => record.set(hashFile(source), JSON.stringify(given)),
      },
      save: record.save,
    }
  );
}

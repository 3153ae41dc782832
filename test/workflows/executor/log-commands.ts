/** What a step put onto the run, or a line of a file, by a workflow command. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly col?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** What was read from the output of a step. */
export interface ReadLog {
  readonly annotations: readonly Annotation[];
  /** How many annotations GitHub would leave out: it shows 10 of each level a step. */
  readonly dropped: number;
  readonly masks: readonly string[];
  /** Commands that the runner knows and refuses, or that the executor does not know. */
  readonly refused: readonly string[];
}

const SHOWN = 10;
/** Switched off for years: a runner fails a step that uses them. */
const REFUSED = ['set-env', 'add-path', 'set-output', 'save-state'];
const WITHOUT_EFFECT = ['group', 'endgroup', 'debug', 'echo', 'add-matcher', 'remove-matcher'];

/** The runner still obeys it, anywhere in a line. */
const OLD_SPELLING = /##\[([A-Za-z-]+)(?: ([^\]]*))?\](.*)$/;

/** Reads the workflow commands in the output of a step as the runner does, `::stop-commands::` included. */
export function readLog(text: string): ReadLog {
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  const refused: string[] = [];
  let silentUntil: string | undefined;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const match = /^\s*::([A-Za-z-]+)(?: (.*?))?::(.*)$/.exec(line) ?? OLD_SPELLING.exec(line);
    if (silentUntil !== undefined) {
      if (line.trim() === `::${silentUntil}::`) silentUntil = undefined;
      continue;
    }
    if (!match) continue;
    const [, spelt = '', properties = '', data = ''] = match;
    const command = spelt.toLowerCase();
    if (command === 'stop-commands') silentUntil = unescape(data);
    else if (command === 'error' || command === 'warning' || command === 'notice')
      annotations.push({ level: command, message: unescape(data), ...placeOf(properties) });
    else if (command === 'add-mask') masks.push(unescape(data));
    else if (REFUSED.includes(command)) refused.push(command);
    else if (!WITHOUT_EFFECT.includes(command)) refused.push(command);
  }
  const shown = ['error', 'warning', 'notice'].flatMap((level) =>
    annotations.filter((annotation) => annotation.level === level).slice(0, SHOWN),
  );
  const kept = annotations.filter((annotation) => shown.includes(annotation));
  return { annotations: kept, dropped: annotations.length - kept.length, masks, refused };
}

function placeOf(properties: string): Omit<Annotation, 'level' | 'message'> {
  const pairs = properties.split(',').flatMap((pair) => {
    const [key, ...value] = pair.split('=');
    return key?.trim() ? [[key.trim().toLowerCase(), unescapeProperty(value.join('='))] as const] : [];
  });
  const read = new Map(pairs);
  const number = (key: string): number | undefined => (read.has(key) ? Number(read.get(key)) : undefined);
  return {
    ...(read.has('title') && { title: read.get('title') }),
    ...(read.has('file') && { file: read.get('file') }),
    ...(read.has('line') && { line: number('line') }),
    ...(read.has('col') && { col: number('col') }),
    ...(read.has('endline') && { endLine: number('endline') }),
    ...(read.has('endcolumn') && { endColumn: number('endcolumn') }),
  };
}

function unescape(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescape(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

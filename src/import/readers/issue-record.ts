import { DAY } from '../../time/duration.ts';
import { parseLooseTime } from '../times/loose-time.ts';
import { createManualNote, createRepairedNote } from '../note.ts';
import type { ImportNote } from '../note.ts';
import type { ImportRecord, RecordTime, RecordUpdate } from '../record.ts';
import { parseMarker } from '../text/markers.ts';
import { takeStartBlocks } from '../text/start-blocks.ts';
import { prepareText } from '../text/text-lines.ts';
import type { ComponentNames } from './component-names.ts';
import type { Issue, IssueComment } from './issue.ts';
import { utcTime } from './json-document.ts';
import { readBotText } from './bot-text.ts';

/** Which tool keeps its page in these issues. */
export type IssueKind = 'upptime' | 'issue-status' | 'kener';

/** The labels of each tool: which make an issue a part of the page, which say how bad it is, which say nothing. */
const LABELS: Readonly<
  Record<
    IssueKind,
    { readonly page: RegExp; readonly severity: RegExp; readonly other: RegExp; readonly component: RegExp }
  >
> = {
  upptime: {
    page: /^(?:status|maintenance|scheduled)$/i,
    severity: /^(?:major|minor|critical|degraded|down)$/i,
    other:
      /^(?:status|maintenance|scheduled|incident|bug|enhancement|question|documentation|duplicate|wontfix|upptime|help wanted|good first issue|invalid|automated)$/i,
    component: /^(.+)$/,
  },
  'issue-status': {
    page: /^issue status$/i,
    severity:
      /^(?:operational|degraded performance|performance issues|partial outage|major outage|under maintenance)$/i,
    other: /^(?:issue status|incident|maintenance)$/i,
    component: /^component:\s*(.+)$/i,
  },
  kener: {
    page: /^(?:incident|maintenance)$/i,
    severity: /^incident-(?:down|degraded)$/i,
    other: /^(?:incident|maintenance|identified|resolved|investigating|monitoring|manual|auto|kener)$/i,
    component: /^(?!incident-)(.+)$/,
  },
};

const WORDS = {
  severities: {
    'incident-down': ['critical', 'major-outage'],
    'incident-degraded': ['minor', 'degraded'],
    'performance-issues': ['minor', 'degraded'],
    'under-maintenance': ['none', 'operational'],
  },
} as const;

/** A comment so long after the end, with no phase in it, tells nothing of the incident. */
const LATE = 30 * DAY;

/** An issue as a record; undefined where it is no part of the status page. */
export function toIssueRecord(
  issue: Issue,
  kind: IssueKind,
  names: ComponentNames,
): ImportRecord | undefined {
  const rules = LABELS[kind];
  if (!issue.labels.some((label) => rules.page.test(label))) return undefined;
  const notes: ImportNote[] = [];
  const internal: string[] = [];
  const facts = readMetadata(issue.body);
  const planned = issue.labels.some((label) => /^(?:maintenance|scheduled|under maintenance)$/i.test(label));
  const title = issue.title.replace(/^[\p{Extended_Pictographic}\uFE0F\u200D\s]+/u, '').trim() || issue.title;
  const bot = readBotText(facts.text, title);
  if (bot) internal.push(`The monitor wrote: ${facts.text.trim()}`);
  const severity = issue.labels.find((label) => rules.severity.test(label)) ?? bot?.severity;
  const components = issue.labels.flatMap((label) => {
    if (rules.severity.test(label) || rules.other.test(label)) return [];
    return rules.component.exec(label)?.[1] ?? [];
  });
  const created = utcTime(issue.createdAt);
  const closed = utcTime(issue.closedAt);
  const first: RecordUpdate[] = [];
  const body = bot?.body ?? facts.text.trim();
  if (body !== '') first.push(toUpdate(body, created));
  const updates = [...first, ...toCommentUpdates(issue, title, notes, internal)];
  if (updates.length === 0) first.push(toUpdate(`${title}.`, created));
  if (facts.from === undefined && planned && kind === 'upptime')
    notes.push(createRepairedNote('it names no window: from the opening of the issue to its closing'));
  return {
    from: kind,
    id: issue.repository === '' ? issue.number : `${issue.repository}#${issue.number}`,
    ...(issue.url !== undefined && { url: issue.url }),
    ...(kind === 'upptime' && { aliases: [`/incident/${issue.number}`] }),
    kind: planned ? 'maintenance' : 'incident',
    title,
    severity: severity === undefined ? [] : [severity],
    components: names.findAll([...components, ...facts.components]),
    started: facts.from ?? created,
    ended: facts.until ?? closed,
    ...(planned && facts.from && facts.until && { window: { from: facts.from, until: facts.until } }),
    ...(issue.closed && { over: true }),
    draft: false,
    updates: updates.length > 0 ? updates : first,
    words: WORDS,
    internalNotes: [...internal, ...facts.hidden],
    notes,
    unmappedFields: facts.metadata === '' ? {} : { metadata: facts.metadata },
    origin: { file: issue.file },
  };
}

function toUpdate(body: string, at: RecordTime): RecordUpdate {
  return { at, body, format: 'markdown', affects: {}, unmappedFields: {} };
}

function toCommentUpdates(
  issue: Issue,
  title: string,
  notes: ImportNote[],
  internal: string[],
): RecordUpdate[] {
  const end = issue.closedAt === undefined ? undefined : parseLooseTime(issue.closedAt)?.local;
  return issue.comments.flatMap((comment: IssueComment) => {
    const { text, hidden } = prepareText(comment.body);
    internal.push(...hidden);
    if (text.trim() === '') return [];
    if (comment.isMinimized) {
      notes.push(createManualNote('a comment that was hidden there is in internal.notes'));
      internal.push(`Hidden comment: ${text.trim()}`);
      return [];
    }
    const bot = readBotText(text, title);
    if (bot) {
      internal.push(`The monitor wrote: ${text.trim()}`);
      return [{ ...toUpdate(bot.body, utcTime(comment.at)), ...(bot.status && { status: bot.status }) }];
    }
    const [head = '', ...rest] = text.trim().split('\n');
    const marker = parseMarker(head);
    const phase = marker?.label?.sort === 'phase' || marker?.label?.sort === 'update' ? marker : undefined;
    const at = comment.at === undefined ? undefined : parseLooseTime(comment.at)?.local;
    if (!phase && end !== undefined && at !== undefined && at > end + LATE) {
      notes.push(
        createManualNote(
          `a comment of ${comment.at!.slice(0, 10)}, long after the end, is in internal.notes`,
        ),
      );
      internal.push(`Comment of ${comment.at}: ${text.trim()}`);
      return [];
    }
    const body = phase ? [phase.rest, ...rest].join('\n').trim() : text.trim();
    return [
      {
        ...toUpdate(body, utcTime(comment.at)),
        ...(phase?.label?.sort === 'phase' && { status: phase.label.status! }),
        ...(phase && { label: phase.words }),
      },
    ];
  });
}

interface IssueFacts {
  readonly text: string;
  readonly from?: RecordTime;
  readonly until?: RecordTime;
  readonly components: readonly string[];
  readonly metadata: string;
  readonly hidden: readonly string[];
}

const FIELD = /^[^\S\n]*(start|end|expectedDown|expectedDegraded)[^\S\n]*:[^\S\n]*(\S.*?)[^\S\n]*$/gim;

/** The window and the parts that an issue names: in a comment, in a code block, or in lines of its text. */
function readMetadata(source: string): IssueFacts {
  const epochs = [...source.matchAll(/\[(start|end)_datetime:(\d+)\]/g)].map(
    ([, name, value]) => [name!, value!] as const,
  );
  const plain = source.replace(/\[(?:start|end)_datetime:\d+\]\s*/g, '');
  const fields = [...plain.matchAll(FIELD)].map(
    ([, name, value]) => [name!.toLowerCase(), value!.replace(/-->.*$/, '').trim()] as const,
  );
  const timed = fields.some(([name, value]) => name === 'start' && parseLooseTime(value) !== undefined);
  const values = new Map<string, string>([...(timed ? fields : []), ...epochs]);
  const taken = timed ? takeStartBlocks(plain) : { text: plain, blocks: [] };
  const blocks = [...taken.blocks];
  const stripped = timed ? taken.text.replace(FIELD, (line) => (blocks.push(line), '')) : plain;
  const { text, hidden } = prepareText(stripped);
  const start = values.get('start');
  const end = values.get('end');
  const parts = ['expecteddown', 'expecteddegraded'].flatMap((name) => values.get(name)?.split(',') ?? []);
  return {
    text: text.trim(),
    ...(start !== undefined && { from: utcTime(start) }),
    ...(end !== undefined && { until: utcTime(end) }),
    components: parts.map((part) => part.trim()).filter((part) => part !== ''),
    metadata: [...blocks, ...epochs.map(([name, value]) => `${name}_datetime: ${value}`)]
      .join(' ')
      .replace(/[`~<>!\s-]+(?=\s|$)|^[`<!-]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    hidden,
  };
}

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { editorStart } from '../editor-command.ts';
import type { QuestionAnswer, Question } from '../inputs.ts';
import { LINE_MARK } from '../paste-filter.ts';
import type { PasteMode } from '../paste-filter.ts';
import { openTerminalInput } from './terminal-input.ts';
import { readText } from '../../files/read-text.ts';
import { UsageError } from '../../files/command-errors.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import { wrapText } from '../../text/wrap.ts';

/** The user pressed Ctrl-C. Nothing was written. */
export class CancellationError extends Error {}

/** The user pressed Escape: back to the question before. */
export class BackRequest extends CancellationError {}

/** Whether input and output are terminals. */
export function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

/** Asks at the terminal. The prompt library is only loaded when needed. */
export async function askQuestion(
  question: Omit<Question, 'flag' | 'toInput' | 'findProblem'> & {
    readonly findProblem?: Question['findProblem'] | undefined;
  },
): Promise<QuestionAnswer> {
  if (question.awaitsFreshKeys || isFirst) await discardTypedAhead();
  isFirst = false;
  const editor = question.kind === 'text' ? await findEditor() : undefined;
  if (editor !== undefined) return askInEditor(editor, question);
  const input = openTerminalInput(PASTE_MODES[question.kind]);
  const keys = watchKeys(question, input.stream);
  try {
    const answer = await showPrompt(question, { input: input.stream, signal: keys.signal });
    const chosen = keys.chosen();
    if (chosen !== undefined) return chosen;
    const clack = await import('@clack/prompts');
    if (!clack.isCancel(answer)) return answer as QuestionAnswer;
    throw keys.isEscape() ? new BackRequest() : new CancellationError();
  } finally {
    keys.stop();
    input.close();
  }
}

/** A paste never answers a question with choices. */
const PASTE_MODES: Readonly<Record<Question['kind'], PasteMode>> = {
  line: 'join',
  text: 'keep',
  choose: 'drop',
  'choose-many': 'drop',
  'yes-no': 'drop',
};

/** Notices Escape, which the library can't tell from Ctrl-C, and the letters that select a choice. */
function watchKeys({ kind, choices = [] }: Pick<Question, 'kind' | 'choices'>, input: PassThrough) {
  const controller = new AbortController();
  let last: string | undefined;
  let chosen: string | undefined;
  const onKey = (text: string | undefined, key: { readonly name?: string } | undefined): void => {
    last = key?.name;
    const choice =
      kind === 'choose' ? choices.find((one) => one.key !== undefined && one.key === text) : undefined;
    if (!choice) return;
    chosen = choice.value;
    controller.abort();
  };
  input.on('keypress', onKey);
  return {
    signal: controller.signal,
    chosen: () => chosen,
    isEscape: () => last === 'escape',
    stop: () => void input.off('keypress', onKey),
  };
}

let isFirst = true;

const TYPED_AHEAD_MS = 30;

/** Keys that were typed before a question can be read do not answer it. */
async function discardTypedAhead(): Promise<void> {
  const { stdin } = process;
  if (!stdin.isTTY) return;
  stdin.setRawMode(true);
  const discard = (): void => undefined;
  stdin.on('data', discard);
  await setTimeout(TYPED_AHEAD_MS);
  stdin.off('data', discard);
  stdin.pause();
}

/** Each line in the width of the terminal, beside the library's bar. */
function wrapGuide(guide: string): string {
  return guide
    .split('\n')
    .map((line) => wrapText(escapeControlCharacters(line), (process.stdout.columns ?? 80) - 4))
    .join('\n');
}

interface PromptTerminal {
  readonly input: PassThrough;
  readonly signal: AbortSignal;
}

async function showPrompt(
  question: Parameters<typeof askQuestion>[0],
  terminal: PromptTerminal,
): Promise<unknown> {
  const clack = await import('@clack/prompts');
  const { prompt: message, choices = [], initial, guide, emptyAnswer } = question;
  const { input } = terminal;
  // Letters do not move the cursor: "k" typed ahead must not choose another severity.
  for (const letter of ['h', 'j', 'k', 'l']) clack.settings.aliases.delete(letter);
  if (guide !== undefined) clack.log.message(wrapGuide(guide));
  const options = choices.map(({ value, label, hint }) => ({
    value,
    label: escapeControlCharacters(label),
    ...(hint !== undefined && { hint: cutHint(escapeControlCharacters(hint), remainingColumns(label)) }),
  }));
  return question.kind === 'choose'
    ? selectOne(question, options, terminal)
    : question.kind === 'choose-many'
      ? clack.multiselect({ message, options, required: true, input })
      : question.kind === 'yes-no'
        ? clack.confirm({ message, initialValue: initial === 'yes', input })
        : question.kind === 'text'
          ? promptText(message, initial ?? '', terminal)
          : clack.text({
              message,
              input,
              ...(initial !== undefined && { initialValue: initial }),
              ...(emptyAnswer !== undefined && { placeholder: emptyAnswer, defaultValue: emptyAnswer }),
              validate: (text = '') =>
                emptyAnswer !== undefined && text.trim() === ''
                  ? undefined
                  : (validateNotEmpty(text) ?? question.findProblem?.(text.trim())),
            });
}

/** Where a person has to choose, the cursor begins on a line that answers nothing. */
async function selectOne(
  { prompt: message, isDeliberate }: Pick<Question, 'prompt' | 'isDeliberate'>,
  options: { value: string; label: string; hint?: string }[],
  terminal: PromptTerminal,
): Promise<unknown> {
  const { select } = await import('@clack/prompts');
  if (!isDeliberate) return select({ message, options, ...terminal });
  for (;;) {
    const answer = await select({
      message,
      options: [{ value: '', label: 'choose:' }, ...options],
      ...terminal,
    });
    if (answer !== '') return answer;
  }
}

function validateNotEmpty(text: string | undefined): string | undefined {
  return (text ?? '').trim() === '' ? 'An answer is required.' : undefined;
}

/** The columns that are left for a hint on the line of its label. */
function remainingColumns(label: string): number {
  return Math.max(20, (process.stdout.columns ?? 80) - label.length - 24);
}

/** Cut at the end of a word, with an ellipsis. */
function cutHint(hint: string, columns: number): string {
  if (hint.length <= columns) return hint;
  const start = hint.slice(0, columns - 1);
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), 1)).trimEnd()} …`;
}

/** Asks for the lines of a text. Pasted lines are kept. */
async function promptText(message: string, initial: string, { input }: PromptTerminal): Promise<unknown> {
  const clack = await import('@clack/prompts');
  const answer = await clack.multiline({
    message: `${message} (return twice ends)`,
    input,
    ...(initial !== '' && { initialValue: initial }),
    validate: validateNotEmpty,
  });
  // The library inserts the character of Ctrl-U and of other keys that it does not know, and of a backspace at the start.
  return clack.isCancel(answer)
    ? answer
    : // eslint-disable-next-line no-control-regex
      answer.replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '').replaceAll(LINE_MARK, '\n');
}

/** Nothing here may read the terminal meanwhile: each key would go to the editor or to this process. */
async function askInEditor(
  editor: string,
  { prompt: message, guide, initial }: Parameters<typeof askQuestion>[0],
): Promise<string> {
  const clack = await import('@clack/prompts');
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  if (guide !== undefined) clack.log.message(wrapGuide(guide));
  clack.log.step(message);
  return editInEditor(editor, initial ?? '', message);
}

/**
 * The editor that git would use. Npm sets `EDITOR` to its own default for every command that it starts, which no one chose.
 */
async function findEditor(): Promise<string | undefined> {
  const { EDITOR, npm_config_editor: npmEditor, ...rest } = process.env;
  const isChosen = EDITOR !== undefined && !(EDITOR === npmEditor && ['vi', 'notepad.exe'].includes(EDITOR));
  const env = { ...rest, ...(isChosen && { EDITOR }) };
  const read = (args: readonly string[]): Promise<string | undefined> =>
    new Promise((resolve) => {
      execFile('git', args, { env }, (error, stdout) =>
        resolve(error ? undefined : stdout.trim() || undefined),
      );
    });
  const isConfigured =
    isChosen || rest['GIT_EDITOR'] || rest['VISUAL'] || (await read(['config', 'core.editor']));
  return isConfigured ? read(['var', 'GIT_EDITOR']) : undefined;
}

/** Everything from this line on is not part of the text, as in git's own messages. */
const SCISSORS = '# ------------------------ >8 ------------------------';

/** An editor that returns faster has not waited for a person. */
const EDITOR_RETURN_MS = 1000;

/**
 * Edits a text in an editor.
 * @throws CancellationError if the text is empty, or the editor did not wait for a person
 */
async function editInEditor(editor: string, initial: string, message: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'candor-text-'));
  const file = join(folder, 'update.md');
  try {
    const hints = [SCISSORS, `# ${message}`, '# Write the text above. Save nothing above to cancel.'];
    await writeFile(file, `${initial}\n\n${hints.join('\n')}\n`);
    const opened = Date.now();
    const { program, args, shell } = editorStart(editor, file, process.platform);
    await new Promise<void>((resolve, reject) => {
      const child = spawn(program, args, { stdio: 'inherit', shell });
      child.on('error', () =>
        reject(
          new UsageError(
            `The editor "${program}" did not start. Your answers are kept: run this again, with another editor in EDITOR.`,
          ),
        ),
      );
      child.on('close', (code) => (code === 0 ? resolve() : reject(new CancellationError())));
    });
    const text = (await readText(file)).split(SCISSORS, 1)[0]!.trim();
    if (text !== '' && (text !== initial.trim() || Date.now() - opened > EDITOR_RETURN_MS)) return text;
    const clack = await import('@clack/prompts');
    clack.log.warn(
      Date.now() - opened < EDITOR_RETURN_MS
        ? `"${editor}" returned at once. If it opens a window, add the option that waits until it is closed, such as "code --wait".`
        : 'The text is empty.',
    );
    throw new CancellationError();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

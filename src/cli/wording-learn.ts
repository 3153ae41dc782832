import { join, resolve } from 'node:path';
import { parseContent } from '../content/content.ts';
import { readText } from '../files/read-text.ts';
import { UsageError } from '../files/command-errors.ts';
import { writeSource } from '../files/write.ts';
import { readContent } from '../files/read-content.ts';
import { CancellationError, askQuestion, isInteractive } from '../response/io/prompt.ts';
import { createWordingContext } from '../rules/detectors/wording-matches.ts';
import { createRuleContext } from '../rules/engine/context.ts';
import { addSiteWords } from '../setup/add-site-words.ts';
import { formatCount } from '../text/count.ts';
import { findNearest } from '../text/did-you-mean.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import { proposeWords } from '../wording/learn.ts';
import type { WordProposal } from '../wording/learn.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { wordingLearn } from './declarations/wording.ts';

const HEADINGS = {
  terms: 'Terms: do your readers know this word?',
  suppliers: 'Suppliers: is this another company that your service relies on?',
} as const;

export const runWordingLearn: CommandRun<typeof wordingLearn> = async (values) => {
  const root = resolve(values.root);
  const { siteContext, incidents, diagnostics } = parseContent(await readContent(root));
  if (!siteContext)
    throw new UsageError(
      `${diagnostics[0]?.message ?? 'status.yaml is missing or invalid.'} Run npx candor validate.`,
    );
  const context = createWordingContext(createRuleContext(siteContext, [], 0), 'incident');
  const texts = incidents.flatMap(({ id, title, updates }) =>
    [title, ...updates.map(({ body }) => body)].map((text) => ({ incident: id, text })),
  );
  const proposals = proposeWords(texts, context);
  if (values.format === 'json') process.stdout.write(`${JSON.stringify(proposals, null, 2)}\n`);
  const accepted =
    values.accept !== undefined
      ? values.accept.map((name) => findProposal(name, proposals))
      : values.write && isInteractive()
        ? await ask(proposals)
        : [];
  if (values.write && accepted.length === 0 && !isInteractive())
    throw new UsageError('--write needs a terminal, or --accept NAME for each proposal to add.');
  if (values.format === 'text' && accepted.length === 0) process.stdout.write(render(proposals));
  if (accepted.length === 0) return 0;
  const path = join(root, 'status.yaml');
  const words = { terms: namesOf(accepted, 'terms'), suppliers: namesOf(accepted, 'suppliers') };
  const text = addSiteWords(await readText(path), words);
  if (values.write) await writeSource(path, text);
  process.stdout.write(
    `${values.write ? 'Added to' : 'With --write, it adds to'} status.yaml: ${accepted.map(({ name }) => escapeControlCharacters(name)).join(', ')}\n`,
  );
  return 0;
};

const namesOf = (proposals: readonly WordProposal[], kind: WordProposal['kind']): readonly string[] =>
  proposals.filter((one) => one.kind === kind).map(({ name }) => name);

function findProposal(name: string, proposals: readonly WordProposal[]): WordProposal {
  const known = proposals.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (known) return known;
  const nearest = findNearest(
    name,
    proposals.map((one) => one.name),
  );
  const hint =
    nearest === undefined ? 'Run npx candor wording learn to see all.' : `Did you mean "${nearest}"?`;
  throw new UsageError(`"${escapeControlCharacters(name)}" was not proposed. ${hint}`);
}

async function ask(proposals: readonly WordProposal[]): Promise<readonly WordProposal[]> {
  const accepted: WordProposal[] = [];
  try {
    for (const proposal of proposals) {
      const isAccepted = await askQuestion({
        kind: 'yes-no',
        prompt: `${HEADINGS[proposal.kind]} ${proposal.name}`,
        guide: `${proposal.incident}: ${proposal.sentence}`,
      });
      if (isAccepted === true) accepted.push(proposal);
    }
  } catch (error) {
    if (!(error instanceof CancellationError)) throw error;
    process.stderr.write('Stopped asking. What you accepted so far is added.\n');
  }
  return accepted;
}

function render(proposals: readonly WordProposal[]): string {
  if (proposals.length === 0) return 'Nothing to propose: the incidents name no other words and companies.\n';
  const parts = (['terms', 'suppliers'] as const).flatMap((kind) => {
    const own = proposals.filter((one) => one.kind === kind);
    if (own.length === 0) return [];
    const lines = own.map(
      ({ name, incidents, sentence, incident }) =>
        `  ${name} (${formatCount(incidents, 'incident')})\n    ${incident}: ${sentence}`,
    );
    return [`${HEADINGS[kind]}\n${lines.join('\n')}`];
  });
  return `${escapeControlCharacters(parts.join('\n\n'))}\n\nAccept with: npx candor wording learn --write --accept NAME\n`;
}

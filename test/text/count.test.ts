import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { formatCount } from '../../src/text/count.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test.each([
  [0, 'file', undefined, '0 files'],
  [1, 'file', undefined, '1 file'],
  [-1, 'hour', undefined, '-1 hour'],
  [2, 'more error', undefined, '2 more errors'],
  [1, 'entry', 'entries', '1 entry'],
  [2, 'entry', 'entries', '2 entries'],
])('%d %s', (count, noun, plural, text) => expect(formatCount(count, noun, plural)).toBe(text));

/** Counted nouns that messages use; "1 files" must not be written. */
const PLURAL =
  /^ (?:[a-z-]+ ){0,2}?(?:answers|alerts|bytes|commits|components|days|entries|errors|events|files|findings|hours|incidents|issues|links|maintenances|minutes|names|notices|outages|pages|pictures|problems|questions|reminders|services|suggestions|updates|versions|warnings|workflows)\b/;

/** Always more than one, the limit of a policy, or no count. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src/alerts/io/alert-spool.ts': ['${file} for alerts'],
  'src/alerts/io/webhook-server.ts': ['${MAX_BODY_BYTES} bytes'],
  'src/alerts/words.ts': ['${unknown} services'],
  'src/compliance/report/format.ts': ['${days} days'],
  'src/content/branding/theme-contrast.ts': ['${scheme} pages'],
  'src/content/parse-update-directives.ts': ['${parts.length} components'],
  'src/import/io/read-inputs.ts': ['${MOST_FILES} files'],
  'src/import/report/history-text.ts': ['${first.counted} incidents'],
  'src/notifications/io/channels/webhook.ts': ['${new URL(url).host} answers'],
  'src/publishing/io/check-site.ts': ['${from} links'],
  'src/pull-requests/preview-comment.ts': ['${ARTIFACT_DAYS} days'],
  'src/reminders/io/state-file.ts': ['${sent.size} of its reminders'],
  'src/reporters/github.ts': ['${MAX_ANNOTATIONS} errors', '${MAX_ANNOTATIONS} warnings'],
  'src/response/context.ts': ['${open.length} incidents'],
  'src/response/severity-note.ts': ['${after.key.toUpperCase()} no more updates'],
  'src/setup/checks-here.ts': ['${generatedBy} generated the files'],
  'src/setup/host-workflow.ts': ['${WRANGLER} pages'],
  'src/setup/io/command.ts': ['${generatedBy} generated the files'],
  'src/wording/cadence.ts': ['${minutes / 60} hours', '${minutes} minutes'],
  'src/wording/evaluation/by-site-table.ts': ['${updates} updates'],
  'src/wording/evaluation/table.ts': ['${clean.updates} updates', '${report.updates} updates'],
};

test('counts in messages are formatted with their noun', () => {
  const found = globSync('src/**/*.ts', { cwd: ROOT, exclude: (path) => path.includes('i18n') })
    .toSorted()
    .flatMap((path) => {
      const source = ts.createSourceFile(path, readFileSync(ROOT + path, 'utf8'), ts.ScriptTarget.Latest);
      const list: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isTemplateSpan(node) && PLURAL.test(node.literal.text)) {
          const call = ts.isCallExpression(node.expression) ? node.expression.expression : undefined;
          if (!(call && ts.isIdentifier(call)))
            list.push(`\${${node.expression.getText(source)}}${PLURAL.exec(node.literal.text)![0]}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return list.filter((one) => !ALLOWED[path]?.includes(one)).map((one) => `${path}: ${one}`);
    });
  expect(found).toEqual([]);
});

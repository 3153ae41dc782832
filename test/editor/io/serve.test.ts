import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node.js';
import type {
  CodeAction,
  Hover,
  MessageConnection,
  PublishDiagnosticsParams,
} from 'vscode-languageserver/node.js';
import { serveLanguage } from '../../../src/editor/io/serve.ts';
import { scratch } from '../../support/scratch.ts';

const incident = (text: string): string => `---
title: Some orders fail at checkout
severity: sev-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
internal: { source: alert, commander: "@amina" }
---

## 2026-11-22T09:10Z investigating

We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.
${text}
`;

const FILES = {
  'status.yaml': 'name: Acme\nurl: https://status.acme.example\npolicy: vayva\n',
  'components/checkout.md': '---\nname: Checkout\n---\n',
};

interface Editor {
  readonly connection: MessageConnection;
  readonly uri: (path: string) => string;
  readonly open: (path: string, text: string) => Promise<PublishDiagnosticsParams>;
  readonly change: (path: string, version: number, text: string) => Promise<PublishDiagnosticsParams>;
  readonly ended: Promise<void>;
}

const open: Editor[] = [];
afterEach(async () => {
  for (const { connection, ended } of open.splice(0)) {
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    await ended;
  }
});

async function startEditor(): Promise<Editor> {
  const root = scratch(FILES);
  const [input, output] = [new PassThrough(), new PassThrough()];
  const ended = serveLanguage({ root, input, output, now: () => Date.UTC(2026, 10, 22, 9, 15) });
  const connection = createMessageConnection(new StreamMessageReader(output), new StreamMessageWriter(input));
  const waiting: ((params: PublishDiagnosticsParams) => void)[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
    waiting.shift()?.(params),
  );
  connection.listen();
  const next = (): Promise<PublishDiagnosticsParams> => new Promise((resolve) => waiting.push(resolve));
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  const uri = (path: string): string => pathToFileURL(`${root}/${path}`).href;
  const editor: Editor = {
    connection,
    uri,
    ended,
    open: async (path, text) => {
      const answer = next();
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(path), languageId: 'markdown', version: 1, text },
      });
      return answer;
    },
    change: async (path, version, text) => {
      const answer = next();
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(path), version },
        contentChanges: [{ text }],
      });
      return answer;
    },
  };
  open.push(editor);
  return editor;
}

const codes = ({ diagnostics }: PublishDiagnosticsParams) => diagnostics.map(({ code }) => code);
const PATH = 'incidents/2026-11-22-checkout.md';

describe('an editor', () => {
  test('V6.3, V13.2: shows findings in an incident that was never saved, and follows each change', async () => {
    const editor = await startEditor();
    const first = await editor.open(PATH, incident('It will be fixed by 3pm.'));
    expect(codes(first)).toEqual(['no-promised-fix-time']);
    expect(first.diagnostics[0]).toMatchObject({
      range: { start: { line: 11, character: 0 }, end: { line: 11, character: 23 } },
      severity: 1,
      source: 'candor V6.3',
    });
    expect(codes(await editor.change(PATH, 2, incident('')))).toEqual([]);
    expect(codes(await editor.change(PATH, 3, incident('A small number of users cannot pay.')))).toEqual([
      'no-minimising',
    ]);
  });

  test('explains a finding and offers its fix', async () => {
    const editor = await startEditor();
    await editor.open(PATH, incident('A small number of users cannot pay.'));
    const textDocument = { uri: editor.uri(PATH) };
    const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument,
      position: { line: 11, character: 3 },
    });
    expect(JSON.stringify(hover?.contents)).toContain('**no-minimising** (V13.2)');
    const elsewhere = { line: 2, character: 0 };
    expect(
      await editor.connection.sendRequest('textDocument/hover', { textDocument, position: elsewhere }),
    ).toBeNull();
    const range = { start: { line: 11, character: 2 }, end: { line: 11, character: 2 } };
    const [fix] = await editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    expect(fix?.title).toBe('Write "Some"');
    expect(Object.values(fix?.edit?.changes ?? {})[0]?.[0]?.newText).toBe('Some');
  });

  test('shows errors of the format, in components and status.yaml too', async () => {
    const editor = await startEditor();
    expect(codes(await editor.open(PATH, '---\ntitle: [\n---\n'))).toContain('valid-format');
    expect(codes(await editor.open('components/checkout.md', '---\nnam: Checkout\n---\n'))).toContain(
      'valid-format',
    );
    expect(codes(await editor.open('status.yaml', `${FILES['status.yaml']}audience: everyone\n`))).toContain(
      'valid-format',
    );
  });
});

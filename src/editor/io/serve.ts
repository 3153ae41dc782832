import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node.js';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../../content/finding.ts';
import type { SourceFile } from '../../content/source.ts';
import { pathInside } from '../../files/path-inside.ts';
import { readContent } from '../../files/read-content.ts';
import type { Instant } from '../../time/instant.ts';
import { checkDocument, openRoot } from '../check-document.ts';
import type { OpenRoot } from '../check-document.ts';
import { createHover, createQuickFixes, toEditorDiagnostic } from '../editor-findings.ts';

export interface LanguageServerOptions {
  readonly root: string;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly now: () => Instant;
}

interface CheckedDocument {
  readonly source: SourceFile;
  readonly findings: readonly Diagnostic[];
}

/**
 * Serves findings, hovers and quick fixes over the Language Server Protocol until the editor ends the connection. Files
 * outside the content root have no findings.
 */
export async function serveLanguage({ root, input, output, now }: LanguageServerOptions): Promise<void> {
  const base = await realpath(root);
  const connection = createConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const documents = new TextDocuments(TextDocument);
  const checked = new Map<string, CheckedDocument>();
  let opened: Promise<OpenRoot> | undefined;
  const read = (): Promise<OpenRoot> => (opened ??= readContent(base).then(openRoot));

  const check = async (document: TextDocument): Promise<void> => {
    const path = await pathInRoot(base, document.uri);
    if (path === undefined) return;
    const current = await read();
    // Another keystroke may have come while the files were read.
    if (documents.get(document.uri)?.version !== document.version) return;
    const source = { path, text: document.getText() };
    const findings = checkDocument(current, source, now());
    checked.set(document.uri, { source, findings });
    await connection.sendDiagnostics({
      uri: document.uri,
      version: document.version,
      diagnostics: findings.map((finding) => toEditorDiagnostic(finding)),
    });
  };
  const report = (error: unknown): void =>
    connection.console.error(`Could not check: ${error instanceof Error ? error.message : String(error)}`);

  connection.onInitialize(() => ({
    serverInfo: { name: 'candor' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix'] },
    },
  }));
  connection.onHover(({ textDocument, position }) =>
    createHover(checked.get(textDocument.uri)?.findings ?? [], position),
  );
  connection.onCodeAction(({ textDocument, range }) => {
    const found = checked.get(textDocument.uri);
    return found ? [...createQuickFixes(found.source, textDocument.uri, found.findings, range)] : [];
  });
  documents.onDidChangeContent(({ document }) => void check(document).catch(report));
  documents.onDidSave(() => {
    // What was saved may change what the other open files mean.
    opened = undefined;
    void Promise.all(documents.all().map(check)).catch(report);
  });
  documents.onDidClose(({ document }) => {
    checked.delete(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  documents.listen(connection);
  const ended = new Promise<void>((resolve) => {
    connection.onExit(resolve);
    input.on('end', resolve);
    input.on('close', resolve);
  });
  connection.listen();
  await ended;
}

/** The path of a document from the content root, with `/`; undefined for one that lies elsewhere. */
async function pathInRoot(root: string, uri: string): Promise<string | undefined> {
  if (!uri.startsWith('file:')) return undefined;
  const file = fileURLToPath(uri);
  // A file that was not saved yet has no real path.
  const real = await realpath(file).catch(() => file);
  return pathInside(root, real) || undefined;
}

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import matter from 'gray-matter';
import MarkdownIt from 'markdown-it';

// node bench/compare/plain-writer.ts ROOT OUT: the least that a program in Node does for a site: it reads each incident,
// parses front matter and Markdown, and writes a page of a few lines.
const [, , root = '', out = ''] = process.argv;
const markdown = new MarkdownIt();
for (const name of readdirSync(join(root, 'incidents'))) {
  const { data, content } = matter(readFileSync(join(root, 'incidents', name), 'utf8'));
  const folder = join(out, 'incidents', name.replace(/\.md$/, ''));
  mkdirSync(folder, { recursive: true });
  const title = String(data['title']);
  const html = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1>`;
  writeFileSync(join(folder, 'index.html'), `${html}${markdown.render(content)}</body></html>`);
}

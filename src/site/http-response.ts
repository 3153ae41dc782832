const TYPES = {
  atom: 'application/atom+xml',
  html: 'text/html',
  ics: 'text/calendar',
  js: 'text/javascript',
  json: 'application/json',
  rss: 'application/rss+xml',
  svg: 'image/svg+xml',
  txt: 'text/plain',
} as const;

/** A file as the development server answers it. A static host goes by the file's ending. */
export function httpResponse(kind: keyof typeof TYPES, text: string): Response {
  return new Response(text, { headers: { 'content-type': `${TYPES[kind]}; charset=utf-8` } });
}

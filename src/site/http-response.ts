const TYPES = {
  html: 'text/html',
  ics: 'text/calendar',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  webmanifest: 'application/manifest+json',
  xml: 'application/xml',
} as const;

/** The content type is used by the development server. A static host uses the file extension. */
export function httpResponse(kind: keyof typeof TYPES, text: string): Response {
  return new Response(text, { headers: { 'content-type': `${TYPES[kind]}; charset=utf-8` } });
}

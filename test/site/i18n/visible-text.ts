/** A text that a person sees or a screen reader reads, and its place. */
export interface Shown {
  readonly where: string;
  readonly text: string;
}

/** Attributes that are said aloud or shown; the last two are what the script says. */
const SAID_IN = [
  'title',
  'aria-label',
  'aria-description',
  'alt',
  'placeholder',
  'label',
  'data-w',
  'data-p',
];
/** Tags of the head that describe the page. */
const SPEAKING_META = /(?:name|property)="(?:description|og:title|og:description|og:site_name|og:image:alt)"/;

/** Every text of a page. Addresses and markup to copy stand in `code`. */
export function textsOfHtml(html: string): Shown[] {
  const body = html.replace(/<(script|style|code)\b[^>]*>.*?<\/\1>/gs, '').replace(/<!--.*?-->/gs, '');
  const shown: Shown[] = [];
  for (const [, tag = '', text = ''] of body.matchAll(/<([^<>]*)>([^<]*)/g)) {
    const name = /^[\w-]+/.exec(tag)?.[0] ?? '';
    shown.push({ where: `after <${tag.slice(0, 40)}>`, text: unescaped(text) });
    for (const [, attribute = '', value = ''] of tag.matchAll(/([\w-]+)="([^"]*)"/g)) {
      const speaks = SAID_IN.includes(attribute) || (attribute === 'content' && SPEAKING_META.test(tag));
      if (speaks) shown.push({ where: `${attribute} of <${name}>`, text: unescaped(value) });
    }
  }
  return shown;
}

/** Every text of a feed or a drawing, markup within it read as such. */
export function textsOfXml(xml: string): Shown[] {
  const texts = [
    ...xml.matchAll(/<(title|subtitle|description|name|category|content|text)\b[^>]*>([^<]*)</g),
  ];
  const spoken = [...xml.matchAll(/(?:aria-label|term)="([^"]*)"/g)].map(([, text = '']) => [
    '',
    'attribute',
    text,
  ]);
  return [...texts, ...spoken].flatMap(([, name = '', text = '']) => {
    const plain = unescaped(text);
    return plain.includes('<') ? textsOfHtml(`<p>${plain}</p>`) : [{ where: name, text: plain }];
  });
}

/** Every text of a JSON document under one of these keys. */
export function textsOfJson(json: string, keys: readonly string[]): Shown[] {
  const shown: Shown[] = [];
  JSON.parse(json, (key, value: unknown) => {
    if (keys.includes(key) && typeof value === 'string')
      shown.push(...(value.includes('<') ? textsOfHtml(`<p>${value}</p>`) : [{ where: key, text: value }]));
    return value;
  });
  return shown;
}

/** Every text of a calendar. */
export function textsOfCalendar(calendar: string): Shown[] {
  const lines = calendar.replaceAll('\r\n ', '').split('\r\n');
  return lines.flatMap((line) => {
    const [, name = '', text = ''] = /^(NAME|X-WR-CALNAME|SUMMARY|DESCRIPTION):(.*)$/.exec(line) ?? [];
    return name === ''
      ? []
      : [{ where: name, text: text.replaceAll(String.raw`\n`, ' ').replaceAll('\\', '') }];
  });
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function unescaped(text: string): string {
  return text
    .replace(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex?: string, dec?: string) =>
      String.fromCodePoint(Number.parseInt(hex ?? dec!, hex === undefined ? 10 : 16)),
    )
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]!);
}

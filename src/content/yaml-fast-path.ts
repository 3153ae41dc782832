type PlainYamlValue = string | number | boolean | PlainYamlValue[] | { [key: string]: PlainYamlValue };

const LINE = /^( *)(?:([A-Za-z][\w-]*):(?: +(.*))?|- +(.*)|(#.*)?)$/;
const NUMBER = /^(?:0|[1-9]\d{0,14})$|^(?:0|[1-9]\d{0,5})\.\d{1,6}$/;
/** Text that YAML can't read as anything else: it starts with a letter or a date, and has no ": " and no " #". */
const WORDS = /^(?:[A-Za-z]|\d{4}-\d{2}-\d{2})(?:[\w./+()'",;%$!?&@*=–—’“”\p{L}-]|:(?=[\w/])| (?=[^\s#]))*$/u;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')$/;
/** What `{ … }` and `[…]` hold on one line, without others inside. */
const GROUP = /^(?:\{ ?((?:"[^"\\]*"|[^{}[\]"'#])*?) ?\}|\[ ?((?:"[^"\\]*"|[^{}[\]"'#])*?) ?\])$/;
const ITEM = /(?:([A-Za-z][\w-]*): )?("[^"\\]*"|[^\s,:"](?:[^,:"]*[^\s,:"])?)(?:, |$)/y;
const SPECIAL = /^(?:null|true|false)$/i;

/**
 * Parses the subset of YAML that most front matter uses. Gives the same result as the YAML library, or undefined for
 * anything else, including errors: then the library parses it. Tests compare the two.
 */
export function parsePlainYaml(text: string): { [key: string]: PlainYamlValue } | undefined {
  const top: { [key: string]: PlainYamlValue } = {};
  const groups: { indent: number; value: { [key: string]: PlainYamlValue } }[] = [{ indent: 0, value: top }];
  let opened: { indent: number; in: { [key: string]: PlainYamlValue }; key: string } | undefined;
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const parts = LINE.exec(lines[at]!);
    if (!parts) return undefined;
    const [, spaces, key, written, item] = parts;
    if (item !== undefined) return undefined;
    if (key === undefined) continue;
    if (SPECIAL.test(key)) return undefined;
    const indent = spaces!.length;
    if (opened) {
      if (indent <= opened.indent) return undefined;
      const value: { [key: string]: PlainYamlValue } = {};
      opened.in[opened.key] = value;
      groups.push({ indent, value });
      opened = undefined;
    }
    while (groups.length > 1 && indent < groups.at(-1)!.indent) groups.pop();
    const group = groups.at(-1)!;
    if (indent !== group.indent || key in group.value) return undefined;
    if (written === undefined || written === '') {
      opened = { indent, in: group.value, key };
      continue;
    }
    if (written === '|') {
      const block = readBlock(lines, at + 1, indent);
      if (!block) return undefined;
      group.value[key] = block.text;
      at = block.end - 1;
      continue;
    }
    const value = parseValue(written.trimEnd());
    if (value === undefined) return undefined;
    group.value[key] = value;
  }
  return opened ? undefined : top;
}

/**
 * The text of a block after `key: |`, and the index of the line after it. Undefined where its indentation isn't plain.
 */
function readBlock(
  lines: readonly string[],
  start: number,
  indent: number,
): { text: string; end: number } | undefined {
  const depth = /^ */.exec(lines[start] ?? '')![0].length;
  if (depth <= indent || !/^[^\s]/.test(lines[start]!.slice(depth))) return undefined;
  const found: string[] = [];
  const textOf = (): string => `${found.join('\n').replace(/\n+$/, '')}\n`;
  for (let end = start; end < lines.length; end += 1) {
    const line = lines[end]!;
    const spaces = /^ */.exec(line)![0].length;
    if (line !== '' && (spaces === line.length || line[spaces] === '\t')) return undefined;
    if (line !== '' && spaces < depth) return spaces > indent ? undefined : { text: textOf(), end };
    found.push(line.slice(depth));
  }
  return { text: textOf(), end: lines.length };
}

function parseValue(written: string): PlainYamlValue | undefined {
  const scalar = parseScalar(written);
  if (scalar !== undefined) return scalar;
  const group = GROUP.exec(written);
  if (!group) return undefined;
  return group[1] === undefined ? parseList(group[2]!) : parseMap(group[1]);
}

function parseScalar(written: string): PlainYamlValue | undefined {
  if (written === 'true' || written === 'false') return written === 'true';
  if (NUMBER.test(written)) return Number(written);
  if (WORDS.test(written)) return SPECIAL.test(written) ? undefined : written;
  const quoted = QUOTED.exec(written);
  return quoted ? (quoted[1] ?? quoted[2]!) : undefined;
}

function parseList(inside: string): PlainYamlValue[] | undefined {
  const items: PlainYamlValue[] = [];
  const isList = eachItem(inside, (key, value) => key === undefined && items.push(value) > 0);
  return isList ? items : undefined;
}

function parseMap(inside: string): { [key: string]: PlainYamlValue } | undefined {
  const map: { [key: string]: PlainYamlValue } = {};
  const isMap = eachItem(inside, (key, value) => {
    if (key === undefined || SPECIAL.test(key) || Object.hasOwn(map, key)) return false;
    map[key] = value;
    return true;
  });
  return isMap ? map : undefined;
}

/** Whether all of the text is items, each with a simple value, that `take` accepts. */
function eachItem(
  inside: string,
  take: (key: string | undefined, value: PlainYamlValue) => boolean,
): boolean {
  ITEM.lastIndex = 0;
  let end = 0;
  for (let match = ITEM.exec(inside); match; match = ITEM.exec(inside)) {
    const value = parseScalar(match[2]!);
    if (value === undefined || !take(match[1], value)) return false;
    end = ITEM.lastIndex;
    if (!match[0].endsWith(', ')) break;
  }
  return end === inside.length && end > 0 && !inside.endsWith(', ');
}

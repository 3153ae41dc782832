type PlainYamlValue = string | number | boolean | PlainYamlValue[] | { [key: string]: PlainYamlValue };

const LINE = /^( *)(?:([A-Za-z][\w-]*):(?: +(.*))?|- +(.*)|(#.*)?)$/;
const INTEGER = /^(?:0|[1-9]\d{0,14})$/;
/**
 * Text that YAML can't read as anything else: it starts with a letter or a date, and has no character with a meaning
 * in YAML.
 */
const WORDS = /^(?:[A-Za-z]|\d{4}-\d{2}-\d{2})(?:[\w./+()'",;%$-]|:(?=[\w/])| (?=[^\s#]))*$/;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')$/;
const FLOW = /^\{ ?([^{}[\]"'#]*?) ?\}$/;
const LIST = /^\[ ?([^{}[\]"'#]*?) ?\]$/;
const SPECIAL = /^(?:null|true|false)$/i;

/**
 * Parses the subset of YAML that most front matter uses. Gives the same result as the YAML library, or undefined for
 * anything else, including errors: then the library parses it. Tests compare the two.
 */
export function parsePlainYaml(text: string): { [key: string]: PlainYamlValue } | undefined {
  const top: { [key: string]: PlainYamlValue } = {};
  const groups: { indent: number; value: { [key: string]: PlainYamlValue } }[] = [{ indent: 0, value: top }];
  let opened: { indent: number; in: { [key: string]: PlainYamlValue }; key: string } | undefined;
  for (const line of text.split('\n')) {
    const parts = LINE.exec(line);
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
    const value = parseValue(written.trimEnd());
    if (value === undefined) return undefined;
    group.value[key] = value;
  }
  return opened ? undefined : top;
}

function parseValue(written: string): PlainYamlValue | undefined {
  const scalar = parseScalar(written);
  if (scalar !== undefined) return scalar;
  const quoted = QUOTED.exec(written);
  if (quoted) return quoted[1] ?? quoted[2]!;
  const list = LIST.exec(written);
  if (list) return parseList(list[1]!);
  const flow = FLOW.exec(written);
  return flow ? parseFlowMap(flow[1]!) : undefined;
}

function parseScalar(written: string): PlainYamlValue | undefined {
  if (written === 'true' || written === 'false') return written === 'true';
  if (INTEGER.test(written)) return Number(written);
  return WORDS.test(written) && !SPECIAL.test(written) ? written : undefined;
}

function parseList(inside: string): PlainYamlValue[] | undefined {
  const items = inside.split(', ').map(parseItem);
  return items.includes(undefined) ? undefined : (items as PlainYamlValue[]);
}

function parseFlowMap(inside: string): { [key: string]: PlainYamlValue } | undefined {
  const group: { [key: string]: PlainYamlValue } = {};
  for (const pair of inside.split(', ')) {
    const parts = /^([A-Za-z][\w-]*): (\S+(?: \S+)*)$/.exec(pair);
    const value = parts && parseItem(parts[2]!);
    if (!parts || value === undefined || value === null) return undefined;
    if (SPECIAL.test(parts[1]!) || Object.hasOwn(group, parts[1]!)) return undefined;
    group[parts[1]!] = value;
  }
  return group;
}

function parseItem(written: string): PlainYamlValue | undefined {
  return /[,:]/.test(written) ? undefined : parseScalar(written);
}

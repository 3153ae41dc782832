import type { CommandDeclaration, GroupDeclaration } from './declarations/declaration.ts';
import { explainedChoices } from './declarations/declaration.ts';
import {
  argumentTerm,
  describeArgument,
  describeOption,
  describeUsage,
  shownOptionTerm,
} from './describe.ts';

export const CLI_REFERENCE_PATH = 'docs/reference/cli.md';

const INTRODUCTION = `<!-- \`npx candor generate cli-reference\` writes this page. -->

# Commands

Every command of \`candor\` with its options, environment variables and exit codes. \`candor COMMAND --help\` prints the
same. Run it as \`npx candor\` in the repository where it is installed.

An option that a command does not take, a value that it does not know and an argument too many are refused with exit code 2. \`--name VALUE\` and \`--name=VALUE\` mean the same; a value that begins with a hyphen needs the second form.

\`candor --version\` prints the version. \`NO_COLOR\` in the environment turns colours off.

## Shell completion

- bash: \`source <(candor completion bash)\` in \`~/.bashrc\`
- zsh: \`source <(candor completion zsh)\` in \`~/.zshrc\`, after \`compinit\`
- fish: \`candor completion fish | source\` in \`~/.config/fish/config.fish\`

Where \`candor\` is not on the path, write \`alias candor='npx candor'\` above that line.
`;

/** The page with every command. */
export function renderCliReference(
  groups: readonly GroupDeclaration[],
  declarations: readonly CommandDeclaration[],
): string {
  const groupOf = new Map(groups.map((group) => [group.name, group]));
  const seen = new Set<string>();
  const sections = declarations
    .filter(({ isHidden }) => isHidden !== true)
    .flatMap((declaration) => {
      const group = groupOf.get(declaration.name.split(' ')[0]!);
      if (!group) return [renderCommand('##', declaration)];
      const isFirst = !seen.has(group.name);
      seen.add(group.name);
      return [...(isFirst ? [renderHeading('##', group)] : []), renderCommand('###', declaration)];
    });
  return [INTRODUCTION, ...sections].join('\n');
}

function renderHeading(level: string, { name, summary, description }: GroupDeclaration): string {
  const more = description === undefined ? '' : `\n${description}\n`;
  return `${level} candor ${name}\n\n${summary}\n${more}`;
}

function renderCommand(level: string, declaration: CommandDeclaration): string {
  const { name, arguments: args = {}, options, environment = {}, exitCodes } = declaration;
  const usage = `\`\`\`\n${describeUsage(`candor ${name}`, declaration)}\n\`\`\`\n`;
  const described = Object.entries(args).flatMap(([argument, declared]): [string, string][] => [
    [argumentTerm(argument, declared), describeArgument(declared)],
    ...Object.entries(explainedChoices(declared.choices) ?? {}),
  ]);
  const lists = [
    renderList('Arguments', described),
    renderList(
      'Options',
      Object.entries(options).map(([option, declared]) => [
        shownOptionTerm(option, declared),
        describeOption(declared),
      ]),
    ),
    renderList('Environment', Object.entries(environment)),
    renderList('Exit codes', Object.entries(exitCodes)),
  ];
  return [renderHeading(level, declaration), usage, ...lists.filter((list) => list !== '')].join('\n');
}

function renderList(heading: string, entries: readonly (readonly [string, string])[]): string {
  const lines = entries.map(([term, what]) => `- \`${term}\`: ${what}`);
  return lines.length === 0 ? '' : `${heading}:\n\n${lines.join('\n')}\n`;
}

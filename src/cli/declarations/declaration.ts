/** The values that an option or argument takes, with what each means where the name does not say it. */
export type Choices = readonly string[] | Readonly<Record<string, string>>;

/** An option without a value. */
export interface FlagDeclaration {
  readonly help: string;
  /** Also takes `--no-NAME`; without either it is undefined. */
  readonly negatable?: true;
  /** The heading in the help, if not `Options`. */
  readonly group?: string;
}

/** An option with a value. */
export interface ValueDeclaration {
  /** What to write for the value: `DIR`. */
  readonly value: string;
  readonly help: string;
  readonly default?: string;
  readonly required?: true;
  readonly repeatable?: true;
  readonly choices?: Choices;
  readonly group?: string;
}

export type OptionDeclaration = FlagDeclaration | ValueDeclaration;

export interface ArgumentDeclaration {
  readonly help: string;
  readonly required?: true;
  /** Takes all the arguments that are left. Only the last one can. */
  readonly variadic?: true;
  readonly choices?: Choices;
  /** Whether it is a file or folder, for shell completion. */
  readonly isPath?: true;
}

/** All that a command takes and gives. Parsing, help, shell completion and docs/reference/cli.md come from it. */
export interface CommandDeclaration {
  /** `incident open` */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What else a person has to know, in paragraphs. */
  readonly description?: string;
  readonly arguments?: Readonly<Record<string, ArgumentDeclaration>>;
  /** By name, without the hyphens. */
  readonly options: Readonly<Record<string, OptionDeclaration>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly exitCodes: Readonly<Record<number, string>>;
  /** Only for programs: no help lists it. */
  readonly isHidden?: true;
}

/** A command that only has subcommands. */
export interface GroupDeclaration {
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
}

/** Keeps the names of options and choices in the type. */
export function declareCommand<const Declaration extends CommandDeclaration>(
  declaration: Declaration,
): Declaration {
  return declaration;
}

type TextOf<Declared> = Declared extends { readonly choices: infer Given }
  ? Given extends readonly (infer Choice)[]
    ? Choice
    : Extract<keyof Given, string>
  : string;

type OptionValue<Option> = Option extends { readonly value: string }
  ? Option extends { readonly repeatable: true }
    ? readonly TextOf<Option>[]
    : TextOf<Option>
  : boolean;

type IsAlwaysSet<Option> = Option extends { readonly value: string }
  ? Option extends { readonly default: string } | { readonly required: true }
    ? true
    : false
  : Option extends { readonly negatable: true }
    ? false
    : true;

/** The values of the options. An option without a default that is not given has no entry. */
export type OptionValues<Options> = {
  readonly [Name in keyof Options as IsAlwaysSet<Options[Name]> extends true ? Name : never]: OptionValue<
    Options[Name]
  >;
} & {
  readonly [Name in keyof Options as IsAlwaysSet<Options[Name]> extends true ? never : Name]?: OptionValue<
    Options[Name]
  >;
};

/** The arguments by name. An optional argument that is not given has no entry; a variadic one is a list. */
export type ArgumentValues<Arguments> = {
  readonly [
    Name in keyof Arguments as Arguments[Name] extends
      { readonly required: true } | { readonly variadic: true }
      ? Name
      : never
  ]: Arguments[Name] extends { readonly variadic: true }
    ? readonly TextOf<Arguments[Name]>[]
    : TextOf<Arguments[Name]>;
} & {
  readonly [
    Name in keyof Arguments as Arguments[Name] extends
      { readonly required: true } | { readonly variadic: true }
      ? never
      : Name
  ]?: TextOf<Arguments[Name]>;
};

/** What runs a command. Gives the exit code. */
export type CommandRun<Declaration extends CommandDeclaration> = (
  values: OptionValues<Declaration['options']>,
  args: ArgumentValues<Declaration extends { readonly arguments: infer Arguments } ? Arguments : object>,
) => Promise<number>;

/** The names of the choices. */
export function choiceNames(choices: Choices): readonly string[] {
  return Array.isArray(choices) ? (choices as readonly string[]) : Object.keys(choices);
}

/** The choices that have an explanation each. */
export function explainedChoices(choices: Choices | undefined): Readonly<Record<string, string>> | undefined {
  return choices === undefined || Array.isArray(choices) ? undefined : (choices as Record<string, string>);
}

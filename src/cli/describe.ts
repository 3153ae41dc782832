import type {
  ArgumentDeclaration,
  Choices,
  CommandDeclaration,
  OptionDeclaration,
} from './declarations/declaration.ts';
import { choiceNames, explainedChoices } from './declarations/declaration.ts';

/** `--root <DIR>`, as commander reads it. */
export function optionTerm(name: string, option: OptionDeclaration): string {
  return 'value' in option ? `--${name} <${option.value}>` : `--${name}`;
}

/** The same for people: `--[no-]app`. */
export function shownOptionTerm(name: string, option: OptionDeclaration): string {
  const isNegatable = !('value' in option) && option.negatable === true;
  return isNegatable ? `--[no-]${name}` : optionTerm(name, option);
}

/** `<path...>` or `[incident]`, as commander reads it. */
export function argumentTerm(name: string, { required, variadic }: ArgumentDeclaration): string {
  const term = variadic === true ? `${name}...` : name;
  return required === true ? `<${term}>` : `[${term}]`;
}

/** The help of an option with its choices, its default and whether it can be repeated. */
export function describeOption(option: OptionDeclaration): string {
  if (!('value' in option)) return option.help;
  const notes = [
    ...(option.required === true ? ['required'] : []),
    ...(option.repeatable === true ? ['repeatable'] : []),
    ...(option.default === undefined ? [] : [`default: ${option.default}`]),
  ];
  return `${option.help}${describeChoices(option.choices)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

/** The choices of an argument whose names don't say what they mean are listed below, a line each. */
export function describeArgument({ help, choices }: ArgumentDeclaration): string {
  return explainedChoices(choices) ? help : `${help}${describeChoices(choices)}`;
}

function describeChoices(choices: Choices | undefined): string {
  return choices === undefined ? '' : `: ${choiceNames(choices).join(', ')}`;
}

/** `candor incident open [options]` */
export function describeUsage(call: string, { options, arguments: args = {} }: CommandDeclaration): string {
  const terms = Object.entries(args).map(([name, argument]) => argumentTerm(name, argument));
  const required = Object.entries(options)
    .filter(([, option]) => 'value' in option && option.required === true)
    .map(([name, option]) => optionTerm(name, option));
  return [call, ...terms, ...required, '[options]'].join(' ');
}

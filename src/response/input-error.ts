/** What was said can't be done as it stands: why, and what to say instead. Nothing was changed. */
export class InputError extends Error {
  readonly help: string;

  constructor(message: string, help = '') {
    super(message);
    this.help = help;
  }
}

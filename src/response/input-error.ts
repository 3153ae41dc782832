/** Invalid or missing input: the reason, and what to write instead. Nothing was changed. */
export class InputError extends Error {
  readonly help: string;

  constructor(message: string, help = '') {
    super(message);
    this.help = help;
  }
}

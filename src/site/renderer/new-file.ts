export interface NewFile<Data = string | Uint8Array> {
  /** In the site, without the base path. */
  readonly path: string;
  readonly data: Data;
}

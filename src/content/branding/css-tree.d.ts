declare module 'css-tree/parser' {
  /** The parts of css-tree's syntax tree that are read; offsets are UTF-16. */
  export interface CssNode {
    readonly type: string;
    readonly loc: {
      readonly start: { readonly offset: number };
      readonly end: { readonly offset: number };
    } | null;
    readonly name?: string;
    readonly property?: string;
    readonly important?: boolean | string;
    readonly value?: CssNode | string;
    readonly unit?: string;
    readonly prelude?: CssNode | null;
    readonly block?: CssNode | null;
    readonly children?: Iterable<CssNode> | null;
  }

  export default function parse(
    text: string,
    options: {
      readonly positions: true;
      readonly parseCustomProperty: true;
      readonly onParseError: (error: { readonly message: string; readonly offset: number }) => void;
    },
  ): CssNode;
}

import type { Diagnostic } from '../finding.ts';
import type { TextSpan } from '../source.ts';

/** The kinds of values. A length is in rem or px, between the bounds, which are in rem. */
export type TokenKind =
  | { readonly type: 'colour'; readonly use: 'background' | 'text' | 'state' | 'line' }
  | { readonly type: 'length'; readonly from: number; readonly to: number }
  | { readonly type: 'font' };

const background = { type: 'colour', use: 'background' } as const;
const text = { type: 'colour', use: 'text' } as const;
const state = { type: 'colour', use: 'state' } as const;

/** The custom properties of `src/ui/tokens.css` that a company may set, without `--`. */
export const TOKENS = {
  paper: background,
  raised: background,
  ink: text,
  quiet: text,
  link: text,
  line: { type: 'colour', use: 'line' },
  operational: state,
  maintenance: state,
  unknown: state,
  degraded: state,
  'partial-outage': state,
  'major-outage': state,
  round: { type: 'length', from: 0, to: 2 },
  measure: { type: 'length', from: 36, to: 80 },
  font: { type: 'font' },
} as const satisfies Readonly<Record<string, TokenKind>>;

export type TokenName = keyof typeof TOKENS;

/** Named by the setting of the reader's device. */
export type ColourScheme = 'light' | 'dark';

/** The colours without a company's own, as in `src/ui/tokens.css`. */
export const DEFAULT_COLOURS: Readonly<Record<ColourScheme, Readonly<Record<string, string>>>> = {
  light: {
    paper: '#fcfbf9',
    raised: '#ffffff',
    ink: '#1d1c1a',
    quiet: '#5e5b55',
    link: '#1d4f91',
    line: '#e6e2db',
    operational: '#1b7445',
    maintenance: '#2a5a9c',
    unknown: '#5e5b55',
    degraded: '#855600',
    'partial-outage': '#b0450c',
    'major-outage': '#b3261e',
  },
  dark: {
    paper: '#141413',
    raised: '#1c1c1a',
    ink: '#edebe6',
    quiet: '#aaa69e',
    link: '#9cc1f5',
    line: '#32312d',
    operational: '#63c792',
    maintenance: '#8bb5f3',
    unknown: '#aaa69e',
    degraded: '#e2b258',
    'partial-outage': '#f09a66',
    'major-outage': '#f48d85',
  },
};

export const COLOUR_SCHEMES = ['light', 'dark'] as const satisfies readonly ColourScheme[];

/** What `theme.css` sets, by token and without `--`; `light` includes what is not a colour. */
export type ThemeTokens = Readonly<Record<ColourScheme, Readonly<Partial<Record<TokenName, string>>>>>;

export interface ThemeCss {
  readonly tokens: ThemeTokens;
  readonly diagnostics: readonly Diagnostic[];
}

export interface TokenDeclaration {
  readonly scheme: ColourScheme;
  readonly name: TokenName;
  readonly value: string;
  /** Of the value. */
  readonly span: TextSpan;
}

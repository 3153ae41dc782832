import { formatCount } from '../text/count.ts';
import { escapeXml } from './xml.ts';

/** The findings of all files. */
export interface Findings {
  /** For a terminal, with a summary in the last line. */
  readonly text: string;
  readonly count: number;
}

/** Where the preview serves the style of the strip. */
export const FINDINGS_STYLE_PATH = '/__findings.css';

export const FINDINGS_STYLE = `#candor-findings { position: sticky; top: 0; z-index: 9; max-height: 50vh; overflow: auto; padding: .5rem 1rem;
  background: #7a1a12; color: #fff; font: 14px/1.4 ui-monospace, monospace; }
#candor-findings summary { cursor: pointer; color: #fff; font-weight: bold; }
#candor-findings pre { margin: .5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { #candor-findings { display: none; } }
`;

/**
 * A page of the preview with the findings in a strip at its top. Nothing of it is in the files of the page.
 * @param base the path of the site, without a slash at its end
 */
export function withFindingsStrip(html: string, { text, count }: Findings, base: string): string {
  if (count === 0) return html;
  const title = formatCount(count, 'finding');
  const strip = `<link rel="stylesheet" href="${escapeXml(`${base}${FINDINGS_STYLE_PATH}`)}"><details id="candor-findings" open><summary>${title}. Only this preview shows them; the terminal has them too.</summary><pre>${escapeXml(text.trim())}</pre></details>`;
  return (
    html
      // The pages allow their own style only, by its hash.
      .replace("style-src 'sha256", "style-src 'self' 'sha256")
      .replace(/<body\b[^>]{0,2000}>/, (body) => `${body}${strip}`)
  );
}

/** The same under an ending that static hosts serve as text, which Prometheus 3 insists on. */
export { GET } from './metrics.ts';

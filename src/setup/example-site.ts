/** Of the example in Candor's own repository. A company that copies it must not keep its identity. */
export const EXAMPLE_SITE = { id: 'https://vayva.shop/status', url: 'https://vayva.shop/status' } as const;

/** In pixels; every social network supports this size. */
export const CARD_SIZE = { width: 1200, height: 630 } as const;

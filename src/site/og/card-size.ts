/** The size of a picture for links, in pixels: the one that every network takes. */
export const CARD_SIZE = { width: 1200, height: 630 } as const;

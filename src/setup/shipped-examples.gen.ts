// Written by `npm run init -- examples`: what may be removed when the repository becomes a company's own.
export const BUNDLED_EXAMPLES: Readonly<Record<string, string>> = {
  "incidents/2026-06-18-orders-listed-twice.md": 'dc5e830f7b0eed07',
  "incidents/2026-08-27-card-payments-fail.md": '4b4f1989f0ef8c44',
  "incidents/2026-09-04-dashboard-slow.md": '95e6ecf7631fe0a7',
  "incidents/2026-09-15-whatsapp-messages-late.md": '015b7951dc821028',
  "incidents/2026-09-29-product-pictures.md": 'ac0a043c657baf92',
  "incidents/2026-10-11-payments-upgrade.md": '9145cf6a5040afc8',
  "incidents/2026-10-14-order-confirmations-late.md": 'aa1a9b6f92d0f262',
  "incidents/2026-10-22-shops-do-not-open.md": '9b91d6fc16f74b8d',
  "incidents/2026-10-30-bank-transfers-not-shown.md": '50f35cf3418c10e1',
  "incidents/2026-11-05-dashboard-sign-in.md": '5c27c40ca84554cb',
  "incidents/2026-11-12-old-prices.md": '739277b45a6ebdf0',
  "incidents/2026-11-18-whatsapp-catalogue.md": '558627efbe1773fe',
  "incidents/2026-11-29-order-history-move.md": 'c8dd60fbf7297a76',
  "postmortems/2026-10-22-shops-do-not-open.md": 'ee39c1eb5826d47a',
  "status.yaml": '5aa4efc6fc394450',
};

/** The internal fields of an incident that may be resolved. */
export const RESOLVED_INTERNAL = `internal:
  source: alert
  commander: "@amina"
  fixed: 2026-11-22T10:02Z
  fix: rollback
  tested: staging
  cause: A release changed how prices are rounded.
  verified: { metrics: true, workflows: true, user: not-applicable }
`;

/** The text of its last update. */
export const RESOLUTION =
  'The issue affecting Checkout has been resolved. All systems are now operational. We apologize for any inconvenience.';

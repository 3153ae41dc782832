import type { CheckOutcome, DoctorCheck } from './check.ts';
import { fail, formatList, ok, unknown } from './check.ts';
import type { CheckedPlace } from './doctor-facts.ts';

/** The places of `notify:`; there is a result for each place that could be asked. */
export const PLACE_CHECKS: readonly DoctorCheck[] = [
  {
    id: 'places',
    what: 'Messages can be sent to each place (V1.2)',
    run({ places, isWorkflow }) {
      if ('unknown' in places) return unknown(places.unknown);
      if (places.value.length === 0) return ok('status.yaml names no place.');
      return [...places.value.flatMap(describePlace), ...describeMissingSecrets(places.value, isWorkflow)];
    },
  },
];

function describePlace({ audience, channel, result }: CheckedPlace): CheckOutcome[] {
  if (result.type === 'no-secret') return [];
  const found = `${audience} by ${channel}: ${result.text}`;
  if (result.type === 'ok') return [ok(found)];
  return result.type === 'problem'
    ? [fail(found, result.help)]
    : [unknown(found, `Send a test message: npx candor notify --to ${audience}`)];
}

/** What this computer can't ask, in one result. A workflow has to have every secret. */
function describeMissingSecrets(places: readonly CheckedPlace[], isWorkflow = false): CheckOutcome[] {
  const lacking = places.flatMap(({ audience, channel, result }) =>
    result.type === 'no-secret' ? [{ place: `${audience} by ${channel}`, names: result.names }] : [],
  );
  if (lacking.length === 0) return [];
  const names = [...new Set(lacking.flatMap((one) => one.names))];
  if (isWorkflow)
    return [
      fail(
        `${formatList(lacking.map(({ place }) => place))}: NOTIFY_SECRETS does not have ${formatList(names)}.`,
        `Add ${names.length === 1 ? 'the line' : 'the lines'} ${formatList(names.map((name) => `${name}=…`))} to the secret NOTIFY_SECRETS of the environment notifications.`,
      ),
    ];
  const values = names.map((name) => `${name}=…`).join(' ');
  return [
    unknown(
      `${formatList(lacking.map(({ place }) => place))}: not asked, because this computer does not have ${formatList(names)}.`,
      `Run: ${values} npx candor doctor. It sends nothing.`,
    ),
  ];
}

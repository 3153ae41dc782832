import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import type { WordingContext } from '../../src/wording/context.ts';
import { matchWording } from '../../src/wording/match-wording.ts';

const jargonIn = (text: string, context: Partial<WordingContext>): readonly string[] =>
  matchWording(text, { ...EMPTY_CONTEXT, ...context })
    .filter(({ rule, level }) => rule === 'jargon' && level === 'error')
    .map(({ text: found }) => found);

describe('V6.2 what an audience knows is not jargon', () => {
  test.each([
    ['Latency is higher in us-east-1.', 'developers'],
    ['Some requests to this endpoint get a 503 error.', 'developers'],
    ['The cluster is full, and no node takes new jobs.', 'researchers'],
  ] as const)('%s: fine for %s', (text, audience) => {
    expect(jargonIn(text, { audience })).toEqual([]);
    expect(jargonIn(text, { audience: 'customers' })).not.toEqual([]);
  });
  test.each(['customers', 'developers'] as const)(
    'the names of our own machines are jargon for %s',
    (audience) => {
      expect(jargonIn('Orders went through web-prod-14 again.', { audience })).toEqual(['web-prod-14']);
    },
  );
  test('how we are built inside is jargon for developers too', () => {
    expect(
      jargonIn('Replication lag made the database replica stale.', { audience: 'developers' }),
    ).not.toEqual([]);
  });
  test('our database is an error for developers, and a warning for customers', () => {
    const text = 'Pages were slow because our database was full.';
    expect(jargonIn(text, { audience: 'developers' })).toEqual(['database']);
    expect(jargonIn(text, { audience: 'customers' })).toEqual([]);
    expect(matchWording(text, EMPTY_CONTEXT).map(({ level }) => level)).toEqual(['warn']);
  });
  test("developers know a server's parts, but not what operators do to ours", () => {
    const audience = 'developers';
    expect(jargonIn('We have killed the old pods.', { audience })).toEqual(['pods']);
    expect(jargonIn('Your pods do not start, and the cluster is full.', { audience })).toEqual([]);
    expect(jargonIn('Users see errors when scaling up node pools.', { audience })).toEqual([]);
  });
  test('a word pack adds words', () => {
    const text = 'Mail by IMAP and SMTP is late.';
    expect(jargonIn(text, {})).not.toEqual([]);
    expect(jargonIn(text, { packs: ['hosting'] })).toEqual([]);
  });
  test("the company's own terms are known, in the singular and the plural", () => {
    expect(jargonIn('Two shards are full.', { terms: ['shard'] })).toEqual([]);
    expect(jargonIn('Two shards are full.', {})).toEqual(['shards']);
  });
  test('a term does not excuse the company that bears its name', () => {
    const text = 'Uploads stopped because of a Mapwise outage.';
    expect(matchWording(text, { ...EMPTY_CONTEXT, terms: ['Mapwise'] }).map(({ rule }) => rule)).toEqual([
      'blame',
    ]);
  });
});

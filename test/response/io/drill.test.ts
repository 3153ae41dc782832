import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { shopRepository } from '../../support/shop-repository.ts';

const copies = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('candor-drill-'));

describe('incident drill', { timeout: 120_000 }, () => {
  test('U6.4: rehearses the whole flow on a fast clock, shows the record, and leaves nothing behind', () => {
    const shop = shopRepository();
    const before = [
      shop.git('rev-parse', 'HEAD'),
      shop.git('for-each-ref'),
      shop.git('status', '--porcelain'),
    ];
    const there = copies();
    const args = ['drill', '--auto', '--speed', '600', '--scenario', 'sev-2-whatsapp-message-delays'];
    const ran = shop.incident(args, { GITHUB_TOKEN: 'never-used' });
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toContain('drill: true');
    expect(ran.out).toMatch(/investigating[^]*identified[^]*monitoring[^]*resolved/);
    expect(ran.out).toMatch(
      /First public update \(V12\.4\)[^]*Watched after the fix \(V7\.2\)[^]*met\. All publication times are from git/,
    );
    expect([
      shop.git('rev-parse', 'HEAD'),
      shop.git('for-each-ref'),
      shop.git('status', '--porcelain'),
    ]).toEqual(before);
    expect(shop.git('ls-remote', 'origin')).not.toContain('incident/');
    expect(copies().filter((name) => !there.includes(name))).toEqual([]);
  });

  test('U6.4: a person opens, and ends it when they like', () => {
    const shop = shopRepository();
    const ran = shop.typed(
      ['drill', '--scenario', 'sev-1-database-failure'],
      [
        ['How severe is it', '\r'],
        ['What is affected', ' \r'],
        ['What do you do?', '\u001B[B\u001B[B\u001B[B\r'],
      ],
    );
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Your phone: "Checkout: Database failure"');
    expect(ran.out.split('How severe is it')[0]).not.toContain('sev-1');
    expect(ran.out).toContain('npx candor incident drill --scenario sev-1-database-failure');
    expect(ran.out).toContain('First public update (V12.1)');
  });

  test('U6.4: Ctrl-C ends it with the record; the machine is not measured, even at 600 times', () => {
    const ran = shopRepository().typed(
      ['drill', '--scenario', 'sev-1-database-failure', '--speed', '600'],
      [
        ['How severe is it', '\r'],
        ['What is affected', ' \r'],
        ['What do you do?', '\u0003'],
      ],
    );
    expect(ran.code).toBe(130);
    expect(ran.out).toContain('You stopped the drill. This is its record so far.');
    expect(ran.out).toContain('First public update (V12.1)');
  });

  test('U6.4: Ctrl-C before it is opened leaves nothing to continue', () => {
    const shop = shopRepository();
    const drill = ['drill', '--scenario', 'sev-1-database-failure'];
    const ran = shop.typed(drill, [
      ['How severe is it', '\r'],
      ['What is affected', '\u0003'],
    ]);
    expect(ran.code).toBe(130);
    expect(ran.out).toContain('You stopped the drill before the first update, so it has no record.');
    expect(ran.out + ran.err).not.toContain('Your answers are kept');
  });

  test.each([
    ['no terminal', ['drill'], /needs a terminal, or --auto/],
    ['an unknown scenario', ['drill', '--auto', '--scenario', 'flood'], /no scenario "flood"/],
    ['a clock that does not advance', ['drill', '--auto', '--speed', '0'], /expected a number from 1/],
  ])('exits 2 for %s', (_name, args, expected) => {
    const ran = shopRepository().incident(args);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(expected);
  });
});

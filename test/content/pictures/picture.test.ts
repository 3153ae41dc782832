import { describe, expect, test } from 'vitest';
import { checkPicture, MAX_PICTURE_BYTES } from '../../../src/content/pictures/picture.ts';
import { createPng, createJpeg, latin1, createAvif, createWebp } from '../../support/pictures.ts';

const gif = latin1('GIF89a\u002C\u0001\u006E\0\0\0\0');

describe('the size of a picture is read from its content', () => {
  test.each([
    ['media/a.png', createPng(1200, 440), { kind: 'png', width: 1200, height: 440 }],
    ['media/2026/a.PNG', createPng(3, 2), { kind: 'png', width: 3, height: 2 }],
    ['media/a.gif', gif, { kind: 'gif', width: 300, height: 110 }],
    ['media/a.jpg', createJpeg(640, 480), { kind: 'jpeg', width: 640, height: 480 }],
    ['media/a.jpeg', createJpeg(640, 480, { orientation: 1 }), { kind: 'jpeg', width: 640, height: 480 }],
    // The camera was held upright: browsers turn the picture.
    ['media/a.jpg', createJpeg(640, 480, { orientation: 6 }), { kind: 'jpeg', width: 480, height: 640 }],
    [
      'media/a.jpg',
      createJpeg(640, 480, { hasLocation: true }),
      { kind: 'jpeg', width: 640, height: 480, hasLocation: true },
    ],
    ['media/a.webp', createWebp('VP8 ', 550, 368), { kind: 'webp', width: 550, height: 368 }],
    ['media/a.webp', createWebp('VP8L', 550, 368), { kind: 'webp', width: 550, height: 368 }],
    ['media/a.webp', createWebp('VP8X', 550, 368), { kind: 'webp', width: 550, height: 368 }],
    [
      'media/a.avif',
      createAvif([
        [64, 64],
        [601, 220],
      ]),
      { kind: 'avif', width: 601, height: 220 },
    ],
  ])('%s %#', (path, bytes, expected) => {
    expect(checkPicture(path, bytes)).toEqual({ ...expected, bytes });
  });
});

describe('a file that the site must not publish has a reason', () => {
  const svg = latin1('<svg xmlns="http://www.w3.org/2000/svg"/>');
  test.each([
    ['media/a.svg', svg, 'can hold scripts', true],
    ['media/a.png', svg, 'not PNG, JPEG, GIF, WebP or AVIF', true],
    ['media/a.png', new Uint8Array(), 'not PNG, JPEG, GIF, WebP or AVIF', true],
    ['media/a.png', createJpeg(1, 1), 'Its content is JPEG, but its name ends in ".png"', true],
    ['media/report.pdf', latin1('%PDF-1.7'), 'not a picture', false],
    ['media/Makefile', latin1('all:'), 'not a picture', false],
    ['media/my chart.png', createPng(1, 1), 'characters', true],
    ['media/../a.png', createPng(1, 1), 'characters', true],
    ['media/.a.png', createPng(1, 1), 'characters', true],
    ['media/a.png', createPng(0, 5), 'damaged or cut off', true],
    ['media/a.png', createPng(9, 9).subarray(0, 20), 'damaged or cut off', true],
    ['media/a.jpg', createJpeg(9, 9).subarray(0, 6), 'damaged or cut off', true],
    ['media/a.avif', createAvif([]), 'damaged or cut off', true],
    ['media/a.png', createPng(30_000, 30), '30000 × 30 pixels', true],
    ['media/a.png', createPng(7000, 7000), '7000 × 7000 pixels', true],
    ['media/a.png', new Uint8Array(MAX_PICTURE_BYTES + 1), 'larger than 1 MB', true],
  ])('%s: %#', (path, bytes, message, isPicture) => {
    const fault = checkPicture(path, bytes);
    expect(fault).toMatchObject({ message: expect.stringContaining(message) as string, isPicture });
    expect('help' in fault && fault.help).toBeTruthy();
  });
});

test('a picture that is cut off anywhere, or has a wrong byte anywhere, never throws', () => {
  const whole = [
    createPng(9, 9),
    createJpeg(9, 9, { orientation: 6, hasLocation: true }),
    createWebp('VP8X', 9, 9),
    createAvif([[9, 9]]),
    gif,
  ];
  for (const bytes of whole) {
    for (let at = 0; at < bytes.length; at += 1) {
      const wrong = bytes.slice();
      wrong[at] = wrong[at]! ^ 0xff;
      for (const name of ['png', 'jpg', 'webp', 'avif', 'gif']) {
        expect(checkPicture(`media/a.${name}`, bytes.subarray(0, at))).toBeTypeOf('object');
        expect(checkPicture(`media/a.${name}`, wrong)).toBeTypeOf('object');
      }
    }
  }
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * The situations of a night, by number: what a responder does or meets, and where it is played. A title that begins with the
 * number is a row of the table at the terminal or with git.
 */
const SITUATIONS: readonly (readonly [number: number, situation: string, file: string, title: string])[] = [
  [1, 'open SEV-1 at a terminal', 'situations', '1: first post, SEV-1'],
  [2, 'open SEV-2 and SEV-3', 'situations', '2: first post, SEV-3'],
  [3, 'a component is misspelt', 'command', 'a component that is misspelt'],
  [4, 'a severity or component that there is not', 'parse-choices', 'a severity that there is not'],
  [5, '"1", "SEV 1", "critical"', 'parse-choices', 'a severity by other names'],
  [6, 'the options are swallowed by npm', '../cli/swallowed-options', 'npm_config_'],
  [7, 'a command is misspelt, or missing', 'command', 'an unknown subcommand'],
  [8, 'Ctrl-C and Escape at a prompt', 'situations', '8: Escape goes back one question'],
  [9, 'return without a mark', 'situations', '9, 10, 11:'],
  [10, 'letters and digits at a list', 'situations', '9, 10, 11:'],
  [11, 'typed ahead', 'situations', '9, 10, 11:'],
  [12, 'Ctrl-C in the push', 'git-situations', '12: Ctrl-C'],
  [13, '60 columns, 24 lines', 'situations', '13: 60 columns'],
  [14, 'no terminal', 'command', 'no text at all'],
  [15, 'pasted lines', 'situations', '15: pasted lines are kept'],
  [16, 'curly quotes and emoji', 'git-situations', '16: curly quotes'],
  [17, 'promised time, jargon, blame', 'command', 'text that does not pass is rewritten'],
  [18, 'refused, and left', 'command', 'the draft stays, is fixed, and posted'],
  [19, 'jargon in the title', 'situations', '19: jargon in the title'],
  [20, 'resolved too early', 'command', 'too early'],
  [21, 'resolved in time', 'situations', '21: no check is recorded'],
  [22, 'resolved twice, or none is open', 'git-situations', '22: what is over'],
  [23, 'two are open', 'git-situations', '23, 24:'],
  [24, 'two are open, in a script', 'git-situations', '23, 24:'],
  [25, 'a colleague pushed meanwhile', 'command', 'a colleague who writes between'],
  [26, 'two open it in the same second', 'way-back', 'without seeing each other'],
  [27, 'a second person opens it later', 'open', 'whether a second one is meant'],
  [28, 'offline, a colleague writes, online', 'command', 'without a network goes after'],
  [29, 'a checkout with unfinished work', 'command', 'touches nothing of the checkout'],
  [30, 'detached, on an old branch, in a folder', 'git-situations', '30: at a commit'],
  [31, 'on the incident’s branch, edited', 'git-situations', '31: on the incident’s branch'],
  [32, 'the remote is gone, or refuses', 'git-situations', '32: a remote that refuses'],
  [33, 'no identity', 'git-situations', '33: at a terminal it is asked for once'],
  [34, 'hooks that refuse', 'git-situations', '34: local hooks'],
  [35, 'signed commits', 'git-situations', '35: commits are signed'],
  [36, 'a clock that is off', 'clock', 'a clock that is 20 minutes fast'],
  [37, 'worse than we thought', 'situations', '37: worse than we thought'],
  [38, 'lowered to a severity off the page', 'situations', '38: a severity that leaves the page'],
  [39, 'a false alarm', 'situations', '39: a false alarm that is public'],
  [40, 'a customer’s report, 40 minutes ago', 'situations', '40: noticed 40 minutes ago'],
  [41, 'three components', 'parse-choices', 'several components, each with a state'],
  [42, 'one component is healthy again', 'situations', '42: what people call the states'],
  [43, 'merged into another', 'way-back', 'one incident is merged into another'],
  [44, 'maintenance: planned, extended, called off', 'way-back', 'a maintenance is planned'],
  [45, 'a correction', 'command', 'only changed as a correction'],
  [46, 'an editor that is missing, empty or returns at once', 'situations', '46: an editor'],
  [47, 'a token that GitHub refuses', 'command', 'with a token that GitHub refuses'],
  [48, 'a text that begins another update', 'hostile-input', 'a text is one update'],
];

test('each of the forty-eight is named once', () => {
  expect(SITUATIONS.map(([number]) => number)).toEqual(Array.from({ length: 48 }, (_, index) => index + 1));
});

test.each(SITUATIONS)('%i: %s is played in %s', (_number, _situation, file, title) => {
  const text = readFileSync(new URL(`${file}.test.ts`, import.meta.url), 'utf8');
  expect(text).toContain(title);
});

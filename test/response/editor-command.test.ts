import { describe, expect, test } from 'vitest';
import { editorStart, splitCommand } from '../../src/response/editor-command.ts';

describe('the editor that git has', () => {
  test.each<[string, string[]]>([
    ['vim', ['vim']],
    [' code  --wait ', ['code', '--wait']],
    [
      '"C:/Program Files/Notepad++/notepad++.exe" -multiInst',
      ['C:/Program Files/Notepad++/notepad++.exe', '-multiInst'],
    ],
    ["'/Applications/Sublime Text.app/bin/subl' -w", ['/Applications/Sublime Text.app/bin/subl', '-w']],
    ['C:\\Windows\\notepad.exe', ['C:\\Windows\\notepad.exe']],
    ['/opt/my\\ editor/ed -n', ['/opt/my editor/ed', '-n']],
    ['emacs --eval="a b"', ['emacs', '--eval=a b']],
    ['', []],
  ])('%j', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });

  test('Windows starts it through a shell, with quotes', () => {
    const file = 'C:\\Users\\Amina B\\update.md';
    expect(editorStart('code --wait', file, 'win32')).toEqual({
      program: '"code"',
      args: ['"--wait"', `"${file}"`],
      shell: true,
    });
    expect(editorStart('code --wait', 'posts/update.md', 'linux')).toEqual({
      program: 'code',
      args: ['--wait', 'posts/update.md'],
      shell: false,
    });
  });
});

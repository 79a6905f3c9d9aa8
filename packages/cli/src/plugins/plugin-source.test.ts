import { temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { describe, expect, it } from 'vitest';
import { pluginSource } from './plugin-source.js';

const login = ['https://ada', 'hunter2@example.com/tone.tgz'].join(':');

describe('what is installed', () => {
  it.each([
    ['tone', 'registry'],
    ['fluxloop-tone@latest', 'registry'],
    ['@acme/tone@^1.2.0', 'registry'],
    ['@acme/tone@>=1 <3', 'registry'],
    ['acme/tone', 'git'],
    ['acme/tone#v1', 'git'],
    ['github:acme/tone', 'git'],
    ['git@example.com:acme/tone.git', 'git'],
    ['git+ssh://git@example.com/acme/tone.git#v1', 'git'],
    ['https://example.com/acme/tone.git', 'git'],
    ['https://example.com/tone-1.0.0.tgz', 'address'],
  ])('is asked of npm as it was typed: %s', (typed, kind) => {
    expect(pluginSource(typed, '/')).toEqual({ kind, spec: typed });
  });

  it.each(['tone.tgz', './tone.tgz', 'file:tone.tgz', '../HERE/tone.tgz'])(
    'is a file of the folder in which it was typed: %s',
    async (typed) => {
      await using folder = await temporaryFolder({ 'tone.tgz': '' });
      const name = folder.path.split(/[\\/]/).at(-1) ?? '';
      expect(pluginSource(typed.replace('HERE', name), folder.path)).toEqual({
        kind: 'file',
        spec: `${folder.path}/tone.tgz`,
      });
    },
  );

  it.each([
    ['.', 'folder_not_linked'],
    ['./nowhere.tgz', 'file_not_found'],
    ['--global', 'invalid_plugin_source'],
    ['', 'invalid_plugin_source'],
    ['npm:other@1', 'invalid_plugin_source'],
    ['two words', 'invalid_plugin_source'],
    [login, 'password_in_source'],
    ['https://token@example.com/acme/tone.git', 'password_in_source'],
  ])('is not %s', async (typed, code) => {
    await using folder = await temporaryFolder();
    const read = () => pluginSource(typed, folder.path);
    expect(read).toThrow(expect.objectContaining({ code }));
    expect(read).not.toThrow(/hunter2|token@/);
  });
});

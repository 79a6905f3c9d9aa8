import { temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { Config } from '@oclif/core/config';
import { describe, expect, it } from 'vitest';
import { installedPlugins } from './installed-plugins.js';

/** A program with one plugin, whose hook is this module. */
async function programWith(hook: string) {
  const plugin = 'node_modules/fluxloop-plugin-tone';
  const folder = await temporaryFolder({
    'package.json': JSON.stringify({
      name: 'program',
      version: '1.0.0',
      type: 'module',
      dependencies: { 'fluxloop-plugin-tone': '1.0.0' },
      oclif: { bin: 'fluxloop', plugins: ['fluxloop-plugin-tone'] },
    }),
    [`${plugin}/package.json`]: JSON.stringify({
      name: 'fluxloop-plugin-tone',
      version: '1.0.0',
      type: 'module',
      oclif: { hooks: { 'fluxloop:criteria': './criteria.js' } },
    }),
    [`${plugin}/criteria.js`]: hook,
  });
  const config = await Config.load({ root: folder.path, userPlugins: false, devPlugins: false });
  return { config, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

describe('criteria of plugins', () => {
  it('come from the hook of each plugin', async () => {
    await using program = await programWith(
      `export default async () => ({ criteria: [{ name: 'calm', create: () => ({ text }) => !text.includes('!') }] });`,
    );
    const { criteria, packages } = await installedPlugins(program.config);
    expect(criteria).toEqual([{ name: 'calm', create: expect.any(Function) }]);
    expect([...packages.keys()]).toEqual(['fluxloop-plugin-tone']);
  });

  it.each([
    [`export default async () => { throw new Error('no licence'); };`, /no licence/],
    [`export default async () => [];`, /gave back no/],
    [`import 'nowhere';`, /cannot be loaded/],
  ])('of a hook like %s name the plugin', async (hook, message) => {
    await using program = await programWith(hook);
    await expect(installedPlugins(program.config)).rejects.toMatchObject({
      code: 'plugin_failed',
      exitCode: 2,
      message: expect.stringMatching(message),
    });
    await expect(installedPlugins(program.config)).rejects.toThrow('fluxloop-plugin-tone');
  });
});

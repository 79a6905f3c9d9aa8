import { temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { describe, expect, it } from 'vitest';
import { npmEnvironment } from './npm-environment.js';

describe('the environment of npm', () => {
  it('has what npm and git need, and nobody’s keys', () => {
    const needed = {
      PATH: '/bin',
      HOME: '/nowhere',
      https_proxy: 'http://proxy.example:3128',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      SSH_AUTH_SOCK: '/agent',
      npm_config_registry: 'https://registry.example',
      NPM_CONFIG_USERCONFIG: '/nowhere/.npmrc',
    };
    const others = {
      FLUXLOOP_API_KEY: 'k',
      FLUXLOOP_HOME: '/f',
      OPENAI_API_KEY: 'k',
      AWS_SECRET_ACCESS_KEY: 'k',
      DATABASE_URL: 'u',
      NODE_OPTIONS: '--import=evil',
    };
    expect(npmEnvironment({ ...needed, ...others })).toEqual(needed);
  });

  it('has the variables that .npmrc takes tokens from, but none of FluxLoop’s', async () => {
    await using folder = await temporaryFolder({
      '.npmrc': ['NPM_TOKEN', 'OTHER_TOKEN?', 'FLUXLOOP_API_KEY']
        .map((name) => `//${name}.example/:_authToken=\${${name}}\n`)
        .join(''),
    });
    const tokens = { NPM_TOKEN: 't', OTHER_TOKEN: 'o' };
    const env = { HOME: folder.path, USERPROFILE: folder.path, ...tokens };
    expect(npmEnvironment({ ...env, FLUXLOOP_API_KEY: 'k', UNNAMED_TOKEN: 'u' })).toEqual(env);
  });
});

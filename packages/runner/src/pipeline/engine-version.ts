import packageJson from '../../package.json' with { type: 'json' };

/** The version of this engine, as plans and uploads name it. */
export const ENGINE_VERSION: string = packageJson.version;

export type { PlatformSettings, TrustedProxies } from './config/settings.js';
export type { LogLevel } from './http/logging.js';
export { type Platform, startPlatform } from './platform.js';

export type { PlatformSettings, TrustedProxies } from './config/settings.js';
export type { LogLevel } from './http/logging.js';
export { main } from './main.js';
export { type Platform, startPlatform } from './platform.js';
export { findPlatform, type PlatformStatus } from './status.js';

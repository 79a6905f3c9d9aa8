export {
  type CiIdentity,
  type CiIdentityOptions,
  ciIdentity,
  IDENTITY_VARIABLE,
} from './ci-identity.js';
export {
  connectToPlatform,
  currentCredential,
  type FoundCredential,
  type PlatformConnection,
} from './connect-to-platform.js';
export {
  beginDeviceSignIn,
  type DeviceSignInOptions,
  type PendingDeviceSignIn,
} from './device-sign-in.js';
export { type BrowserSurroundings, whyNoLocalBrowser } from './local-browser.js';
export type { OAuthHttpOptions } from './oauth-http.js';
export { assertScope, signInProblem } from './oauth-problem.js';
export { openBrowser } from './open-browser.js';
export { type PendingSignIns, pendingSignIns } from './pending-sign-in.js';
export { RENEWAL_MARGIN_MS, type RenewOptions, renewNow, renewSession } from './renew-session.js';
export {
  DEFAULT_SCOPE,
  existingSignIn,
  FIRST_PROFILE,
  finishDeviceSignIn,
  profileToSignIn,
  type SignedIn,
  type SignInTarget,
  signInHere,
  signInWithIdentity,
  signInWithToken,
} from './sign-in.js';
export { type SignedOut, signOut } from './sign-out.js';

/** Where secrets can be kept outside of the credentials file, each under a name. */
export interface SecretStore {
  /** @returns `null` where there is nothing under that name */
  get(account: string): Promise<string | null>;
  /** Replaces what was there, as one step. */
  set(account: string, secret: string): Promise<void>;
  /** Forgets it; where there is nothing, nothing happens. */
  delete(account: string): Promise<void>;
}

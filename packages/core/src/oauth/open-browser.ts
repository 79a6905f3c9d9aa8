/**
 * Opens an address in the person's browser, as far as that can be known: a system without one often
 * says nothing. So the address is always shown as well.
 *
 * @param url - https, or http on loopback; `assertPageUrl` has checked it
 * @returns false where the system says that it did not work
 */
export async function openBrowser(url: string): Promise<boolean> {
  try {
    const { default: open } = await import('open');
    const child = await open(url);
    // A missing program is told by an event, which would end the process with nobody listening.
    child.on('error', () => {});
    return true;
  } catch {
    return false;
  }
}

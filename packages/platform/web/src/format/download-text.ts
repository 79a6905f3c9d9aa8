/**
 * Hands a text to the browser as a file. Its address is made up, good for this page only, and
 * withdrawn at once; it is in no history.
 */
export function downloadText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

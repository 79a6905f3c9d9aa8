/**
 * Words in small letters that are read when the first one is looked up: most processes never ask
 * for most lists.
 */
export class Words {
  private list: string;
  private known: ReadonlySet<string> | undefined;

  constructor(list: string) {
    this.list = list;
  }

  has(word: string): boolean {
    this.known ??= new Set(this.list.split(' '));
    return this.known.has(word);
  }
}

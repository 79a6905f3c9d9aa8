import { TokenForm } from '../token-rows/token-form.js';
import { linesOf } from '../token-rows/token-row.js';

/**
 * A secret that only the name of its vendor before it tells: a form, and words of the vendor. As
 * with the rows of tokens, only the words are read at once.
 */
export class KeyedRow {
  /** Words, in small letters, one of which stands before the value. */
  readonly vendors: readonly string[];
  /** Whether a word such as `key` must stand next to the value: the vendor's are words of the language. */
  readonly needsKeyword: boolean;
  private readonly line: string;
  private columns: readonly string[] | undefined;
  private value: TokenForm | undefined;

  constructor(line: string) {
    const begin = line.indexOf('; ') + 2;
    const words = line.slice(begin, line.indexOf('; ', begin));
    this.line = line;
    this.needsKeyword = words.startsWith('+');
    this.vendors = (this.needsKeyword ? words.slice(1) : words).split(' ');
  }

  private column(index: number): string {
    this.columns ??= this.line.split('; ');
    return this.columns[index] ?? '';
  }

  /** Names the rule in spans. */
  get rule(): string {
    return this.column(0);
  }

  /** The form of the whole value. */
  get form(): TokenForm {
    this.value ??= new TokenForm(this.column(2));
    return this.value;
  }

  /** The page that describes it. */
  get source(): string {
    return `https://${this.column(3)}`;
  }
}

/**
 * Reads a table of rows, one a line: the rule; the vendor's words, behind `+` those that are words
 * of the language too; the form of the whole value, see {@link TokenForm}; and the vendor's page
 * without `https://`.
 */
export function readKeyedRows(table: string): KeyedRow[] {
  return linesOf(table).map((line) => new KeyedRow(line));
}

import { TokenForm } from './token-form.js';

const LEAD = 'lead ';

/**
 * The form of one vendor's tokens: a prefix, and what stands behind it. A row is a line of text, of
 * which the prefixes are read at once and the rest when a text holds one of them: every program
 * that imports the package pays for the tables, and most of their rows are never needed.
 */
export class TokenRow {
  /** One of these begins the token; empty where the tell-tale is inside. */
  readonly prefixes: readonly string[];
  private readonly line: string;
  private columns: readonly string[] | undefined;
  private behind: TokenForm | undefined;
  private before: TokenForm | undefined;

  constructor(line: string) {
    const begin = line.indexOf('; ') + 2;
    this.line = line;
    this.prefixes = line.slice(begin, line.indexOf('; ', begin)).split(' ');
  }

  private column(index: number): string {
    this.columns ??= this.line.split('; ');
    return this.columns[index] ?? '';
  }

  /** Names the rule in spans. */
  get rule(): string {
    return this.column(0);
  }

  /** What stands behind the prefix. */
  get form(): TokenForm {
    this.behind ??= new TokenForm(this.column(2));
    return this.behind;
  }

  /** What stands before the prefix, where the tell-tale is inside the token. */
  get lead(): TokenForm | undefined {
    const particular = this.column(4);
    if (particular.startsWith(LEAD)) this.before ??= new TokenForm(particular.slice(LEAD.length));
    return this.before;
  }

  /** Whether the last six characters are the CRC-32 of those between the prefix and them. */
  get hasChecksum(): boolean {
    return this.column(4) === 'checksum';
  }

  /** Whether the prefix says so little that the rest must look random too. */
  get isWeak(): boolean {
    return this.column(4) === 'weak';
  }

  /** The page that describes it. */
  get source(): string {
    return `https://${this.column(3)}`;
  }
}

/**
 * Reads a table of rows, one a line: the rule; the prefixes, or nothing; the form behind them, see
 * {@link TokenForm}; the vendor's page without `https://`; and for few of them `weak`, `checksum`
 * or `lead` with the form before the prefix.
 */
export function readTokenRows(table: string): TokenRow[] {
  return linesOf(table).map((line) => new TokenRow(line));
}

/** The lines of a table, without the empty ones at its ends. */
export function linesOf(table: string): string[] {
  return table.trim().split('\n');
}

import type { Json } from '../../scenario/canonical-json.js';

/** A script cannot be kept; the message says why. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

/** What a script of promptfoo's may see beside `output`. */
export interface ScriptSurroundings {
  /** The variables of its test. */
  variables: { [key: string]: Json };
  /** What is done to the output first, as promptfoo's `transform`. */
  transform?: string | undefined;
}

/**
 * A `javascript` assertion as an expression for the criterion `javascript`: of `context` only `vars` is
 * there, and it is written out. Nothing is run here.
 * @throws ScriptError
 */
export function scriptExpression(code: string, surroundings: ScriptSurroundings): string {
  const { transform, variables } = surroundings;
  const output = transform === undefined ? 'output' : applied(transform, 'output', variables);
  if (transform === undefined && !usesContext(code)) {
    refuseUnkept(code);
    return code;
  }
  return applied(code, output, variables);
}

/**
 * The output after a `transform`, as an expression.
 * @throws ScriptError
 */
export function transformedOutput(
  transform: string,
  variables: ScriptSurroundings['variables'],
): string {
  return applied(transform, 'output', variables);
}

/** A script in one line is an expression, one in several is the body of a function. */
function applied(code: string, output: string, variables: ScriptSurroundings['variables']): string {
  refuseUnkept(code);
  const body =
    code.includes('\n') && /\breturn\b/.test(code)
      ? `{\n${code}\n}`
      : `(${code.trim().replace(/;$/, '')})`;
  if (!usesContext(code)) return `((output) => ${body})(${output})`;
  const others = [...code.matchAll(/\bcontext\b(?!\s*\.\s*vars\b)/g)];
  if (others.length > 0) {
    throw new ScriptError('it uses more of "context" than "context.vars"');
  }
  return `((output, context) => ${body})(${output}, { vars: ${JSON.stringify(variables)} })`;
}

function refuseUnkept(code: string): void {
  if (/^\s*(?:file:\/\/|\S+\.[cm]?[jt]s\s*$)/.test(code)) {
    throw new ScriptError('it is a file of code; make it a criterion: module: ./criteria/mine.ts');
  }
  if (/\b(?:require|import|process|fetch|await)\b/.test(code)) {
    throw new ScriptError('scripts in scenarios have no modules, no network and no promises');
  }
}

function usesContext(code: string): boolean {
  return /\bcontext\b/.test(code);
}

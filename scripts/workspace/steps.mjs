const REDRAW_MS = 120;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Shows the steps of a script as they happen. In a terminal the running step has a moving mark
 * and its seconds; elsewhere a line when it begins and one when it ends.
 */
export class Steps {
  /** @param {NodeJS.WriteStream} output */
  constructor(output) {
    this.output = output;
    this.live = output.isTTY === true && process.env.TERM !== 'dumb';
    this.color = this.live && !process.env.NO_COLOR;
  }

  /**
   * @template T
   * @param {string} title - in the present: "Building the packages"
   * @param {() => Promise<T>} action
   * @returns {Promise<T>} what the action gives
   */
  async run(title, action) {
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1000);
    const stopDrawing = this.#begin(title, seconds);
    try {
      const result = await action();
      stopDrawing();
      this.#end('✓', '32', title, seconds());
      return result;
    } catch (error) {
      stopDrawing();
      this.#end('✗', '31', title, seconds());
      throw error;
    }
  }

  /** @param {string} text */
  say(text) {
    this.output.write(`${text}\n`);
  }

  /**
   * @param {string} title
   * @param {() => number} seconds
   * @returns {() => void} stops the drawing
   */
  #begin(title, seconds) {
    if (!this.live) {
      this.output.write(`… ${title}\n`);
      return () => {};
    }
    let frame = 0;
    const draw = () => {
      const mark = this.#paint('36', FRAMES[frame % FRAMES.length] ?? '');
      this.output.write(`\r\u001b[K${mark} ${title} ${this.#paint('2', `${seconds()} s`)}`);
      frame += 1;
    };
    draw();
    const timer = setInterval(draw, REDRAW_MS);
    return () => {
      clearInterval(timer);
      this.output.write('\r\u001b[K');
    };
  }

  /**
   * @param {string} mark
   * @param {string} code
   * @param {string} title
   * @param {number} seconds
   */
  #end(mark, code, title, seconds) {
    const time = seconds > 0 ? ` ${this.#paint('2', `(${seconds} s)`)}` : '';
    this.output.write(`${this.#paint(code, mark)} ${title}${time}\n`);
  }

  /**
   * @param {string} code - SGR parameter
   * @param {string} text
   */
  #paint(code, text) {
    return this.color ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

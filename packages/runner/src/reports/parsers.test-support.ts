import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import { SaxesParser } from 'saxes';

type HtmlNode = DefaultTreeAdapterTypes.Node;
/** An element of an HTML document. */
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** An element of an XML document. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** The characters right within it. */
  text: string;
}

/**
 * Reads an XML document with a parser that checks that it is well-formed.
 * @throws Error with line and column
 */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', (characters) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += characters;
  });
  parser.write(text).close();
  const [document] = root.children;
  if (document === undefined) throw new Error('the XML has no element');
  return document;
}

/** All elements of a name, wherever they are. */
export function xmlElements(element: XmlElement, name: string): XmlElement[] {
  return [
    ...(element.name === name ? [element] : []),
    ...element.children.flatMap((child) => xmlElements(child, name)),
  ];
}

/** Reads HTML as a browser does. */
export function parseHtml(text: string): HtmlNode {
  return parse(text);
}

/** The elements that a check lets through, in the order of the document. */
export function htmlElements(
  node: HtmlNode,
  check: (element: HtmlElement) => boolean,
): HtmlElement[] {
  const own = defaultTreeAdapter.isElementNode(node) && check(node) ? [node] : [];
  const children = 'childNodes' in node ? node.childNodes : [];
  return [...own, ...children.flatMap((child) => htmlElements(child, check))];
}

/** An attribute's value; `undefined` without it. */
export function htmlAttribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** The classes of an element. */
export function htmlClasses(element: HtmlElement): string[] {
  return (htmlAttribute(element, 'class') ?? '').split(' ');
}

/** All characters within a node. */
export function htmlText(node: HtmlNode): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  return 'childNodes' in node ? node.childNodes.map(htmlText).join('') : '';
}

/** Markdown as GitHub reads it, as HTML that is let through unfiltered. */
export function renderMarkdown(text: string): HtmlNode {
  return parse(
    micromark(text, {
      allowDangerousHtml: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    }),
  );
}

let sarif: ValidateFunction | undefined;

/** What the schema of SARIF 2.1.0 finds wrong with a document. */
export function sarifProblems(document: unknown): string[] {
  sarif ??= compileSarif();
  if (sarif(document)) return [];
  return (sarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compileSarif(): ValidateFunction {
  const require = createRequire(import.meta.url);
  const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Record<
    string,
    unknown
  >;
  // The schema is of draft 4, and uses nothing that later drafts read in another way but these.
  const { $schema: _draft, id: _id, ...rules } = schema;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(rules);
}

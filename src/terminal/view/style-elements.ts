/**
 * xterm.js writes its colours and sizes into `<style>` elements, which a page whose policy is `style-src 'self'` does not apply.
 * What a script gives to the CSSOM is allowed there. So while `open` runs, the `<style>` elements that are made are ones whose text
 * goes to a constructed style sheet; they are removed with it.
 */
export function withConstructedStyles(document: Document, open: () => void): () => void {
  allowSpanStyles();
  const sheets: CSSStyleSheet[] = [];
  const original = document.createElement.bind(document);
  const patched = (name: string, options?: ElementCreationOptions): HTMLElement => {
    if (name !== "style") return original(name, options);
    const sheet = new CSSStyleSheet();
    sheets.push(sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return standIn(original("div"), sheet);
  };
  // An own property hides the prototype's method, and deleting it brings that back.
  Object.defineProperty(document, "createElement", { configurable: true, value: patched });
  try {
    open();
  } finally {
    Reflect.deleteProperty(document, "createElement");
  }
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
  };
}

/**
 * Cells with a colour of their own (selected, found, true colour) are spans that get `setAttribute("style", …)`. That is refused where
 * the same through the CSSOM is not, so on spans the one is made to mean the other.
 */
function allowSpanStyles(): void {
  const spans = HTMLSpanElement.prototype;
  if (Object.hasOwn(spans, "setAttribute")) return;
  Object.defineProperty(spans, "setAttribute", {
    configurable: true,
    writable: true,
    value(this: HTMLSpanElement, name: string, value: string): void {
      if (name === "style") this.style.cssText = value;
      else Element.prototype.setAttribute.call(this, name, value);
    },
  });
}

/** An element without a look, whose text is the sheet's. */
function standIn(element: HTMLElement, sheet: CSSStyleSheet): HTMLElement {
  element.hidden = true;
  let css = "";
  Object.defineProperty(element, "textContent", {
    get: () => css,
    set: (text: string) => {
      css = text;
      sheet.replaceSync(text);
    },
  });
  return element;
}

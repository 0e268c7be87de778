// Styles as attributes, so that a drawing needs no style sheet: other programs draw it as the page does.

const SVG = "http://www.w3.org/2000/svg";
/** What no XML may hold; texts can. */
const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const SHAPES = "path, rect, circle, text, tspan";
/** Properties of what is drawn with a line, and what they are where nothing is said. */
const STROKE = { "stroke-width": "1px", "stroke-dasharray": "none", "stroke-linecap": "butt" };
const FONT = ["font-family", "font-size", "font-weight"];
/** What tells the page's parts apart, and programs that read the page to people; in a picture its title does. */
const OF_THE_PAGE = /^(class|role|tabindex|style|aria-.*|shows)$/;

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 */
export function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/**
 * A drawing that stands in the page as a document of its own.
 *
 * @param {Element} picture
 * @param {Record<string, string | number>} size the attributes of its root
 */
export function plain(picture, size) {
  for (const shape of picture.querySelectorAll(SHAPES)) styled(shape);
  for (const group of picture.querySelectorAll("g")) faint(group);
  for (const part of picture.querySelectorAll("*")) {
    for (const { name } of [...part.attributes]) if (OF_THE_PAGE.test(name)) part.removeAttribute(name);
    if (part.tagName !== "marker") part.removeAttribute("id");
  }
  for (const [name, value] of Object.entries(size)) picture.setAttribute(name, String(value));
  return new XMLSerializer().serializeToString(picture).replace(ILLEGAL, "\ufffd");
}

/** Writes what the style sheet says of a shape into it. @param {Element} shape */
function styled(shape) {
  const style = getComputedStyle(shape);
  paint(shape, "fill", style);
  paint(shape, "stroke", style);
  if (shape.getAttribute("stroke") !== "none") {
    for (const [name, usual] of Object.entries(STROKE)) {
      const value = style.getPropertyValue(name);
      if (value !== usual) shape.setAttribute(name, value.replaceAll("px", ""));
    }
  }
  if (shape.matches("text, tspan")) {
    for (const name of FONT) {
      const value = style.getPropertyValue(name).replace(/px$/, "");
      if (shape.parentElement?.getAttribute(name) !== value) shape.setAttribute(name, value);
    }
  }
  faint(shape);
  // Not every program paints the line around letters before their inside.
  if (shape.tagName === "text" && style.paintOrder.startsWith("stroke") && shape.getAttribute("stroke") !== "none") {
    shape.before(shape.cloneNode(true));
    shape.setAttribute("stroke", "none");
    shape.removeAttribute("stroke-width");
  }
}

/** Colours as every program reads them. @param {Element} shape @param {"fill" | "stroke"} name @param {CSSStyleDeclaration} style */
function paint(shape, name, style) {
  const said = style.getPropertyValue(name);
  const value = /^currentcolor$/i.test(said) ? style.color : said;
  const numbers = value.match(/[\d.]+/g)?.map(Number);
  const [red, green, blue, alpha = 1] = value.startsWith("rgb") && numbers ? numbers : [];
  const opacity = alpha * Number(style.getPropertyValue(`${name}-opacity`) || 1);
  if (value === "none" || opacity === 0) return shape.setAttribute(name, "none");
  const hex = [red, green, blue].map((part) => Math.round(part ?? 0).toString(16).padStart(2, "0")).join("");
  shape.setAttribute(name, `#${hex}`);
  if (opacity < 1) shape.setAttribute(`${name}-opacity`, String(opacity));
}

/** @param {Element} part */
function faint(part) {
  const { opacity } = getComputedStyle(part);
  if (opacity !== "1") part.setAttribute("opacity", opacity);
}

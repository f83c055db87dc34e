/** A drawing (SVG) as a picture. The styles that a page gives it are written into a copy, because a picture knows no page. Out: a PNG. */

const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'display',
  'visibility',
] as const;
/** Width of the picture [px]: sharp on paper over the whole width of a page. */
const WIDTH = 2400;

export async function pictureOfDrawing(drawing: SVGSVGElement): Promise<Blob | null> {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = [drawing, ...drawing.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, i) => {
    const look = drawing.ownerDocument.defaultView!.getComputedStyle(from[i]!);
    for (const name of STYLES) (element as SVGElement).style.setProperty(name, look.getPropertyValue(name));
    element.removeAttribute('class');
  });
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const sheet = document.createElement('canvas');
  sheet.width = WIDTH;
  sheet.height = Math.round((WIDTH * height) / width);
  const context = sheet.getContext('2d');
  if (context === null) return null;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(image, 0, 0, sheet.width, sheet.height);
  return new Promise((resolve) => sheet.toBlob(resolve, 'image/png'));
}

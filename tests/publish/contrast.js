// Every text of the page whose contrast with what is behind it is below that of WCAG 2.2, level AA.
const rgb = colour => colour.match(/[\d.]+/g).map(Number);
const part = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const light = ([red, green, blue]) => 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
const behind = function (element) {
    for (let at = element; at; at = at.parentElement) {
        const rect = at.namespaceURI.endsWith('svg') && at.previousElementSibling?.matches('rect') ? at.previousElementSibling : null;
        const colour = rgb(rect ? getComputedStyle(rect).fill : getComputedStyle(at).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
    }
};
const texts = [...document.querySelectorAll('body *')].filter(element => element.checkVisibility()
    && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
return texts.map(function (element) {
    const style = getComputedStyle(element);
    const [high, low] = [light(rgb(element.namespaceURI.endsWith('svg') ? style.fill : style.color)), light(behind(element))].sort((one, other) => other - one);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 600);
    const ratio = (high + 0.05) / (low + 0.05);
    return ratio < (large ? 3 : 4.5) ? `${ratio.toFixed(2)} ${element.tagName}.${element.getAttribute('class')} ${element.textContent.slice(0, 20)}` : null;
}).filter(Boolean);

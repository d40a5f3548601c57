// Five faces, from very bad to very good: drawn, so that every phone shows the same.

const mouths = [
    'M15 34q9-10 18 0', // 1
    'M15 33q9-5 18 0',
    'M15 32h18',
    'M15 30q9 6 18 0',
    'M14 28q10 14 20 0z', // 5
];
const svg = 'http://www.w3.org/2000/svg';

function shape(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
    const element = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
}

export function face(score: number): SVGElement {
    const picture = shape('svg', { viewBox: '0 0 48 48', 'aria-hidden': 'true', class: 'face' });
    picture.append(
        shape('circle', { cx: '24', cy: '24', r: '21' }),
        shape('path', { d: 'M17 19v1M31 19v1', class: 'eyes' }),
        shape('path', { d: mouths[score - 1] ?? mouths[2]!, class: score === 5 ? 'mouth smile' : 'mouth' }));
    return picture;
}

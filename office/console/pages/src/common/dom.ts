// Elements without a framework, for pages that stay small.

export type Child = Node | string | null;

export function el<K extends keyof HTMLElementTagNameMap>(
    tag: K, attributes: Readonly<Record<string, string>> = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    for (const child of children) if (child !== null) element.append(child);
    return element;
}

// Changes only what differs, so that nothing flickers and a screen reader is not told the same again.
export function setText(element: Element, text: string): void {
    if (element.textContent !== text) element.textContent = text;
}

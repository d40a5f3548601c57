// A page under the loupe: wheel, drag and double click, and the same by keys when it has the focus.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import { moved, scaleOf, settled, turnedSize, whole, zoomed, type Look, type Size } from './viewport';

const keyStep = 0.15; // of the box, for one press of an arrow
export const zoomStep = 1.4;

interface Props {
    readonly bitmap: ImageBitmap;
    readonly look: Look;
    readonly onLook: (change: (look: Look, picture: Size, box: Size) => Look) => void;
    readonly label: string;
    readonly describedBy: string;
}

// Picture to screen, sharp at every zoom: drawn anew from all of its dots.
function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap, look: Look, box: Size): void {
    const dots = window.devicePixelRatio || 1;
    canvas.width = Math.round(box.width * dots);
    canvas.height = Math.round(box.height * dots);
    const context = canvas.getContext('2d');
    if (!context) return;
    const size = turnedSize(bitmap, look.turn);
    const scale = scaleOf(look, bitmap, box);
    context.setTransform(dots, 0, 0, dots, 0, 0);
    context.translate(box.width / 2 + (0.5 - look.x) * size.width * scale, box.height / 2 + (0.5 - look.y) * size.height * scale);
    context.rotate((look.turn * Math.PI) / 2);
    context.scale(scale, scale);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
}

export function PageCanvas({ bitmap, look, onLook, label, describedBy }: Props) {
    const element = useRef<HTMLCanvasElement>(null);
    const latest = useRef(onLook);
    latest.current = onLook;
    const dragged = useRef<{ id: number; x: number; y: number } | null>(null);
    const box = (): Size => ({ width: element.current?.clientWidth ?? 1, height: element.current?.clientHeight ?? 1 });
    const change = (how: (look: Look, picture: Size, room: Size) => Look): void => latest.current((l) => how(l, bitmap, box()));
    const fromMiddle = (event: MouseEvent): { x: number; y: number } => {
        const place = element.current!.getBoundingClientRect();
        return { x: event.clientX - place.left - place.width / 2, y: event.clientY - place.top - place.height / 2 };
    };

    useLayoutEffect(() => {
        const canvas = element.current;
        if (!canvas) return undefined;
        const paint = (): void => draw(canvas, bitmap, settled(look, bitmap, box()), box());
        paint();
        const watcher = new ResizeObserver(paint);
        watcher.observe(canvas);
        return () => watcher.disconnect();
    }, [bitmap, look]);
    useEffect(() => {
        const canvas = element.current;
        // A listener that may keep the page itself from scrolling cannot be declared in the markup.
        const wheel = (event: WheelEvent): void => {
            event.preventDefault();
            const factor = Math.exp(-Math.max(-200, Math.min(200, event.deltaY)) / 300);
            const at = fromMiddle(event);
            change((l, picture, room) => zoomed(l, factor, at, picture, room));
        };
        canvas?.addEventListener('wheel', wheel, { passive: false });
        return () => {
            canvas?.removeEventListener('wheel', wheel);
            // Nothing of the page stays in the browser's picture of it.
            if (canvas) canvas.width = canvas.height = 0;
        };
    }, [bitmap]);

    const arrows: Readonly<Record<string, readonly [number, number]>> = {
        ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
    };
    const press = (event: KeyboardEvent): void => {
        const way = arrows[event.key];
        if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        change((l, picture, room) => moved(l, way[0] * room.width * keyStep, way[1] * room.height * keyStep, picture, room));
    };
    const drag = (event: PointerEvent): void => {
        const last = dragged.current;
        if (!last || last.id !== event.pointerId) return;
        const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
        dragged.current = { id: event.pointerId, x: event.clientX, y: event.clientY };
        change((l, picture, room) => moved(l, dx, dy, picture, room));
    };
    return (
        <canvas ref={element} class="page-canvas" tabIndex={0} role="img" aria-label={label} aria-describedby={describedBy} data-testid="page"
            data-zoom={look.zoom.toFixed(2)} data-turn={look.turn} data-x={look.x.toFixed(3)} data-y={look.y.toFixed(3)}
            onKeyDown={press}
            onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                dragged.current = { id: event.pointerId, x: event.clientX, y: event.clientY };
            }}
            onPointerMove={drag}
            onPointerUp={() => (dragged.current = null)}
            onPointerCancel={() => (dragged.current = null)}
            onDblClick={(event) => {
                const at = fromMiddle(event);
                change((l, picture, room) => (l.zoom > 1 ? { ...whole, turn: l.turn } : zoomed(l, 3, at, picture, room)));
            }} />
    );
}

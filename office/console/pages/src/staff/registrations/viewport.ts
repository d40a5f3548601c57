// How a picture lies in the box through which it is seen: turned by quarters, zoomed, moved. Nothing of a browser in it.
// Lengths are those of the box; `x`, `y`: the point of the turned picture that is in the box's middle, as parts of it.

export interface Size {
    readonly width: number;
    readonly height: number;
}
export interface Look {
    readonly turn: 0 | 1 | 2 | 3; // quarters to the right
    readonly zoom: number; // 1: the whole picture just fits
    readonly x: number;
    readonly y: number;
}

export const whole: Look = { turn: 0, zoom: 1, x: 0.5, y: 0.5 };
export const mostZoom = 12;

export const turnedSize = (picture: Size, turn: Look['turn']): Size =>
    turn % 2 === 0 ? picture : { width: picture.height, height: picture.width };

// Box lengths for one of the picture's.
export function scaleOf(look: Look, picture: Size, box: Size): number {
    const size = turnedSize(picture, look.turn);
    return look.zoom * Math.min(box.width / size.width, box.height / size.height);
}

// No empty edge where the picture is larger than the box; in its middle where it is smaller.
function held(part: number, shown: number, room: number): number {
    if (shown <= room) return 0.5;
    const half = room / shown / 2;
    return Math.min(1 - half, Math.max(half, part));
}

export function settled(look: Look, picture: Size, box: Size): Look {
    const zoom = Math.min(mostZoom, Math.max(1, look.zoom));
    const size = turnedSize(picture, look.turn);
    const scale = scaleOf({ ...look, zoom }, picture, box);
    return { ...look, zoom, x: held(look.x, size.width * scale, box.width), y: held(look.y, size.height * scale, box.height) };
}

// `at`: the point of the box, from its middle, that stays where it is.
export function zoomed(look: Look, factor: number, at: { readonly x: number; readonly y: number }, picture: Size, box: Size): Look {
    const size = turnedSize(picture, look.turn);
    const zoom = Math.min(mostZoom, Math.max(1, look.zoom * factor));
    const before = scaleOf(look, picture, box);
    const after = scaleOf({ ...look, zoom }, picture, box);
    const x = look.x + (at.x / before - at.x / after) / size.width;
    const y = look.y + (at.y / before - at.y / after) / size.height;
    return settled({ ...look, zoom, x, y }, picture, box);
}

// Moves the picture by so much of the box.
export function moved(look: Look, dx: number, dy: number, picture: Size, box: Size): Look {
    const size = turnedSize(picture, look.turn);
    const scale = scaleOf(look, picture, box);
    return settled({ ...look, x: look.x - dx / (size.width * scale), y: look.y - dy / (size.height * scale) }, picture, box);
}

// A quarter to the right, or to the left; what is in the middle stays there.
export function turnedBy(look: Look, by: 1 | -1, picture: Size, box: Size): Look {
    const turn = ((look.turn + by + 4) % 4) as Look['turn'];
    const [x, y] = by === 1 ? [1 - look.y, look.x] : [look.y, 1 - look.x];
    return settled({ ...look, turn, x, y }, picture, box);
}

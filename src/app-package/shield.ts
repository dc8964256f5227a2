import type { Picture } from './png.ts';

/*
 * Tate's sign, a shield with a mark of having been seen, in the coordinates of src/local/page/shield.svg
 * (a field of 32 by 32). Only +, -, * and / are used, so every machine draws the same pixels.
 */
type Point = readonly [x: number, y: number];

/** Points along a cubic curve, without its first. */
const curve = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point, [dx, dy]: Point): Point[] =>
  Array.from({ length: 12 }, (_, index) => {
    const t = (index + 1) / 12;
    const u = 1 - t;
    const mix = (a: number, b: number, c: number, d: number): number =>
      u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    return [mix(ax, bx, cx, dx), mix(ay, by, cy, dy)];
  });

const SHIELD: readonly Point[] = [
  [16, 5.5],
  [25, 9],
  [25, 16.2],
  ...curve([25, 16.2], [25, 21.2], [21.4, 24.8], [16, 26.5]),
  ...curve([16, 26.5], [10.6, 24.8], [7, 21.2], [7, 16.2]),
  [7, 9],
];
const RIM: readonly Point[] = [...SHIELD, [16, 5.5]];
const MARK: readonly Point[] = [
  [11.5, 15.8],
  [14.8, 19.1],
  [20.7, 12.7],
];

/** Whether the point lies inside, by counting crossings of a ray to the right. */
function isInside([x, y]: Point, polygon: readonly Point[]): boolean {
  let inside = false;
  polygon.forEach(([ax, ay], index) => {
    const [bx, by] = polygon[(index + 1) % polygon.length] ?? [0, 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/** Whether the point lies on a line of this width with round ends and corners. */
function isOn([x, y]: Point, line: readonly Point[], width: number): boolean {
  return line.slice(1).some(([bx, by], index) => {
    const [ax, ay] = line[index] ?? [0, 0];
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    const [ox, oy] = [x - ax - along * dx, y - ay - along * dy];
    return ox * ox + oy * oy <= (width / 2) * (width / 2);
  });
}

const SAMPLES = 5;

/**
 * Paints a square picture.
 * @param zoom pixels per unit of the field; the sign's middle comes to the middle of the picture
 * @param covered how much of a point is paint: 0 or 1
 * @param paint the pixel for a coverage between 0 and 1
 */
function draw(
  size: number,
  zoom: number,
  covered: (point: Point) => boolean,
  paint: (coverage: number) => readonly [number, number, number, number],
): Picture {
  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let hits = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
        const px = x + ((sample % SAMPLES) + 0.5) / SAMPLES;
        const py = y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
        if (covered([16 + (px - size / 2) / zoom, 16 + (py - size / 2) / zoom])) hits += 1;
      }
      pixels.set(paint(hits / (SAMPLES * SAMPLES)), (y * size + x) * 4);
    }
  }
  return { width: size, height: size, pixels };
}

/** The accent colour of the manifest. */
const BLUE = [0x2f, 0x5d, 0x8a] as const;

/** 192×192, full bleed, because Teams rounds the corners itself; the sign keeps to the inner 120×120. */
export function drawColorIcon(): Picture {
  const white = (point: Point): boolean => isInside(point, SHIELD) && !isOn(point, MARK, 2.6);
  return draw(192, 120 / 21, white, (coverage) => {
    const [r, g, b] = BLUE.map((part) => Math.round(part + (255 - part) * coverage)) as [
      number,
      number,
      number,
    ];
    return [r, g, b, 255];
  });
}

/** 32×32, white and nothing else on transparency, as Teams asks of an outline icon. */
export function drawOutlineIcon(): Picture {
  const line = (point: Point): boolean => isOn(point, RIM, 1.5) || isOn(point, MARK, 1.8);
  return draw(32, 28 / 22.5, line, (coverage) => [255, 255, 255, Math.round(255 * coverage)]);
}

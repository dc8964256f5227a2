import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePng } from './png.ts';
import { drawColorIcon, drawOutlineIcon } from './shield.ts';

/** node src/app-package/draw-icons.ts: draws appPackage/color.png and appPackage/outline.png anew. */
const folder = join(import.meta.dirname, '../../appPackage');
writeFileSync(join(folder, 'color.png'), writePng(drawColorIcon()));
writeFileSync(join(folder, 'outline.png'), writePng(drawOutlineIcon()));

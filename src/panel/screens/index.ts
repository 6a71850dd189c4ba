/** Every screen by its folder: `screens/{name}/index.tsx` with a default export. */
import type { Screens } from '../shell/shell.tsx';

const found = import.meta.glob<Screens[keyof Screens]>(['./*/index.tsx', '!./none/index.tsx'], { eager: true, import: 'default' });

export const screens: Screens = Object.fromEntries(Object.entries(found).map(([path, screen]) => [path.split('/')[1], screen]));

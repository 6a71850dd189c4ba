/** Every screen by its folder: `screens/{name}/index.tsx` with a default export. Those behind the menu come when they are opened. */
import { late } from '../shell/late.tsx';
import type { Screens } from '../shell/shell.tsx';

type Screen = NonNullable<Screens[keyof Screens]>;
const found = import.meta.glob<Screen>(['./*/index.tsx', '!./{none,settings,keys,about,teach,write}/index.tsx'], { eager: true, import: 'default' });
const behind = import.meta.glob<Screen>('./{settings,keys,about,teach,write}/index.tsx', { import: 'default' });

export const screens: Screens = Object.fromEntries([
  ...Object.entries(found), ...Object.entries(behind).map(([path, load]) => [path, late(load)] as const),
].map(([path, screen]) => [path.split('/')[1], screen]));

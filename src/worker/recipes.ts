/**
 * Recipes on this device: taught or imported ones, those that the administrator rolls out, and those by which built-in
 * adapters read. The first two are made ready and laid where content scripts can read them (`recipes`); the own ones as they
 * are (`own-recipes`).
 */
import { builtIn } from '../crm/recipe/builtin.ts';
import { lintRecipe, lintText, type RecipeFault } from '../crm/recipe/lint.ts';
import { ready } from '../crm/recipe/ready.ts';
import type { Ready, Recipe } from '../crm/recipe/types.ts';
import type { FieldName } from '../domain/event.ts';
import { lineOf } from '../methods/lines.ts';
import type { LinedFault, RecipeRow, RecipeSaved } from '../wire/teach.ts';
import type { Around } from './around.ts';
import { CRM_NAMES } from './names.ts';
import type { Memory } from './settings.ts';
import { Refused } from './trouble.ts';

type From = RecipeRow['from'];
interface Held {
  recipe: Recipe;
  crm: string;
  from: From;
}

const OWN = 'own-recipes';
/** What content scripts read. */
const READY = 'recipes';
export const MOST_RECIPES = 100;

export const crmOfRecipe = (recipe: Recipe): string => recipe.over ?? `taught-${recipe.id}`;
const hostname = (host: string): string => host.replace(/:\d+$/, '');

export class Recipes {
  private held: Promise<Held[]> | null = null;

  constructor(private readonly around: Around, private readonly memory: Memory) {}

  /** The administrator's are read again at the next need. */
  forget(): void {
    this.held = null;
  }

  private async own(): Promise<Recipe[]> {
    const kept = (await this.around.local.get([OWN]))[OWN];
    // What another version wrote and this one cannot read stays in storage.
    return (Array.isArray(kept) ? kept : []).flatMap((raw) => {
      const read = lintRecipe(raw);
      return read.ok ? [read.recipe] : [];
    });
  }

  /** All, the strongest first: of two with one id the administrator's counts, then the user's. */
  all(): Promise<Held[]> {
    this.held ??= this.gather();
    this.held.catch(() => (this.held = null));
    return this.held;
  }

  private async gather(): Promise<Held[]> {
    const admin = await this.memory.policy();
    const rolled = admin.recipes.flatMap((text) => {
      const read = lintText(text);
      if (!read.ok && !admin.wrong.includes('recipes')) admin.wrong.push('recipes');
      return read.ok ? [read.recipe] : [];
    });
    const held: Held[] = [];
    const add = (recipe: Recipe, from: From, crm = crmOfRecipe(recipe)): void => {
      if (!held.some((h) => h.recipe.id === recipe.id)) held.push({ recipe, crm, from });
    };
    for (const recipe of rolled) add(recipe, 'policy');
    for (const recipe of await this.own()) add(recipe, 'own');
    for (const { crm, recipe } of builtIn) add(recipe, 'built-in', crm);
    for (const { recipe, crm, from } of held) if (!recipe.over && from !== 'built-in') CRM_NAMES[crm] = recipe.name;
    return held;
  }

  /** Lays all recipes where content scripts find them. */
  async publish(): Promise<void> {
    const all: Ready[] = (await this.all()).filter((h) => h.from !== 'built-in').map(({ recipe, crm }) => ready(recipe, crm));
    const before = (await this.around.local.get([READY]))[READY];
    if (JSON.stringify(before) !== JSON.stringify(all)) await this.around.local.set({ [READY]: all });
  }

  /** The taught CRM that a host belongs to by its recipe. */
  async crmAt(url: URL): Promise<string | null> {
    const found = (await this.all()).find(({ recipe, from }) => from !== 'built-in' && !recipe.over && recipe.hosts.some((h) => (h.startsWith('*.') ? url.hostname.endsWith(h.slice(1)) : hostname(h) === url.hostname)));
    return found?.crm ?? null;
  }

  /** The recipe by which a CRM is read at a host, or what is laid over it there. */
  async at(crm: string, host: string): Promise<Held | null> {
    const fits = ({ recipe }: Held): boolean => recipe.hosts.some((h) => h === host || (h.startsWith('*.') && hostname(host).endsWith(h.slice(1))));
    return (await this.all()).find((h) => h.crm === crm && h.from !== 'built-in' && fits(h)) ?? null;
  }

  async has(crm: string): Promise<boolean> {
    return (await this.all()).some((h) => h.crm === crm && !h.recipe.over);
  }

  async rows(): Promise<RecipeRow[]> {
    return (await this.all()).map(({ recipe, from }) => ({
      id: recipe.id, name: recipe.name, version: recipe.version, from, hosts: recipe.hosts, over: recipe.over, source: recipe.source, date: recipe.date,
      fields: [...Object.keys(recipe.fields), ...(recipe.stage ? ['stage'] : [])] as FieldName[],
    }));
  }

  /** A recipe as a file, or null. */
  async text(id: string): Promise<string | null> {
    const held = (await this.all()).find((h) => h.recipe.id === id);
    return held ? `${JSON.stringify(held.recipe, null, 2)}\n` : null;
  }

  /** A file someone was sent. Refused whole when it is wrong. */
  async import(text: string): Promise<RecipeSaved> {
    const read = lintText(text);
    const lined = (faults: RecipeFault[]): LinedFault[] => faults.map((f) => ({ ...f, ...lineOf(text, f.path) }));
    if (!read.ok) return { ok: false, faults: lined(read.faults) };
    await this.put(read.recipe);
    return { ok: true, id: read.recipe.id, crm: crmOfRecipe(read.recipe), warnings: lined(read.warnings) };
  }

  /** What was taught here. */
  async keep(raw: unknown): Promise<RecipeSaved> {
    const read = lintRecipe(raw);
    if (!read.ok) return { ok: false, faults: read.faults };
    await this.put(read.recipe);
    return { ok: true, id: read.recipe.id, crm: crmOfRecipe(read.recipe), warnings: read.warnings };
  }

  private async put(recipe: Recipe): Promise<void> {
    if ((await this.all()).some((h) => h.from === 'policy' && h.recipe.id === recipe.id)) throw new Refused('not-allowed', 'rolled out by the administrator');
    const own = (await this.own()).filter((r) => r.id !== recipe.id);
    await this.around.local.set({ [OWN]: [recipe, ...own].slice(0, MOST_RECIPES) });
    this.forget();
    await this.publish();
  }

  async remove(id: string): Promise<void> {
    await this.around.local.set({ [OWN]: (await this.own()).filter((r) => r.id !== id) });
    this.forget();
    await this.publish();
  }
}

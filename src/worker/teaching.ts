/** Teaching a CRM in a tab: the picker on its page, and what is kept of it. */
import { crmKinds } from '../crm/registry.ts';
import type { Recipe } from '../crm/recipe/types.ts';
import type { RecipeHere, RecipeSaved, TeachAsk } from '../wire/teach.ts';
import type { Crms } from './answers.ts';
import type { Around } from './around.ts';
import type { Desk } from './desk.ts';
import { CrmHealthBook } from './health.ts';
import type { Recipes } from './recipes.ts';
import { Refused } from './trouble.ts';

/** CRMs that companies run on servers of their own, under any name. */
const OWN_SERVER: readonly string[] = ['tryton', 'odoo'];

export class Teaching {
  readonly health: CrmHealthBook;
  private readonly recipes: Recipes;

  constructor(private readonly around: Around, private readonly crms: Crms) {
    this.health = new CrmHealthBook(around);
    this.recipes = crms.recipes;
  }

  async answer(what: TeachAsk, desk: Desk | null): Promise<unknown> {
    switch (what.q) {
      case 'recipes':
        return this.recipes.rows();
      case 'recipe-text':
        return this.recipes.text(what.id);
      case 'recipe-save': {
        const saved = await this.recipes.import(what.text);
        if (saved.ok) await this.crms.refresh();
        return saved;
      }
      case 'recipe-remove':
        await this.recipes.remove(what.id);
        await this.crms.refresh();
        return null;
      case 'crm-health':
        return this.health.rows();
      case 'recipe-here':
        return this.here(desk);
      case 'teach':
        if (!desk) throw new Refused('not-allowed', 'no page');
        return this.around.teach(desk.tab, what.job);
      case 'site-crm':
        if (!desk) throw new Refused('not-allowed', 'no page');
        await this.use(what.crm, desk);
        return null;
      case 'teach-keep':
        if (!desk) throw new Refused('not-allowed', 'no page');
        return this.keep(what.recipe, desk);
    }
  }

  private async here(desk: Desk | null): Promise<RecipeHere | null> {
    if (!desk || !URL.canParse(desk.url)) return null;
    const { host, origin } = new URL(desk.url);
    const { crm, guessed } = await this.crms.at(desk.url);
    const held = crm === null ? null : await this.recipes.at(crm, host);
    return { crm, guessed, host, origin, recipe: held?.recipe ?? null, locked: held?.from === 'policy', kinds: await this.kinds() };
  }

  /** CRMs of one's own server, and those that were taught. */
  private async kinds(): Promise<RecipeHere['kinds']> {
    const taught = (await this.recipes.all()).filter((h) => h.crm.startsWith('taught-')).map((h) => ({ id: h.crm, name: h.recipe.name }));
    return [...crmKinds.filter((k) => OWN_SERVER.includes(k.id)).map(({ id, name }) => ({ id, name })), ...taught];
  }

  private async use(crm: string, desk: Desk): Promise<void> {
    // Another CRM's script stands on the page.
    desk.reopen = true;
    await this.crms.on(new URL(desk.url).origin, crm);
    await this.around.reload(desk.tab);
  }

  private async keep(recipe: Recipe, desk: Desk): Promise<RecipeSaved> {
    const saved = await this.recipes.keep(recipe);
    if (!saved.ok) return saved;
    // The script on the page says which CRM it reads; another one's is replaced.
    if ((await this.around.teach(desk.tab, { do: 'adopt' })) !== saved.crm) await this.use(saved.crm, desk);
    return saved;
  }
}

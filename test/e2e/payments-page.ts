/** The payments screen, as a person speaks of it. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './expect';

export type Tab = 'All' | 'Pending' | 'Completed' | 'Cancelled';

export class PaymentsPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly find: Locator;
  readonly stub: Locator;
  readonly export: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Payments' });
    this.find = page.getByRole('textbox', { name: 'Find in payments' });
    this.stub = page.getByRole('region', { name: /^Payment/ });
    this.export = page.getByRole('button', { name: /^Export CSV/ });
  }

  tab(name: Tab): Locator {
    return this.page.getByRole('navigation', { name: 'Status' }).getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** The number beside a tab's name. */
  async tabCount(name: Tab): Promise<number> {
    const text = await this.tab(name).innerText();
    return Number(text.replace(/\D/g, ''));
  }

  /** Rows of the list as the grid tells them to a screen reader. Waits until they are counted: until then it tells -1. */
  async count(): Promise<number> {
    await expect(this.grid).toHaveAttribute('aria-rowcount', /^\d/);
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  /** From 0. Waits until its data is there. */
  row(index: number): Locator {
    return this.grid.locator(`[role="row"][aria-rowindex="${index + 2}"]:not([aria-busy])`);
  }

  heading(column: string): Locator {
    return this.grid.getByRole('columnheader', { name: column, exact: true });
  }

  /** The cell of a row under a heading. */
  async cell(index: number, column: string): Promise<Locator> {
    const place = await this.heading(column).getAttribute('aria-colindex');
    return this.row(index).locator(`[aria-colindex="${place}"]`);
  }

  async cellText(index: number, column: string): Promise<string> {
    return (await (await this.cell(index, column)).innerText()).replace(/\s+/g, ' ').trim();
  }

  /** The first `count` cells of a column. */
  async column(column: string, count: number): Promise<string[]> {
    const texts: string[] = [];
    for (let index = 0; index < count; index++) texts.push(await this.cellText(index, column));
    return texts;
  }

  /** Types into the field and waits until the list has followed. */
  async search(text: string): Promise<void> {
    await this.find.fill(text);
    await this.settled();
  }

  async settled(): Promise<void> {
    // The text of a filter is applied a moment after the last key.
    await this.page.waitForTimeout(250);
    await expect(this.grid).toHaveAttribute('aria-busy', 'false');
  }

  /** Opens a filter's little window and ticks one of its choices. */
  async choose(chip: string, choice: string): Promise<void> {
    await this.page.getByRole('button', { name: chip, exact: true }).click();
    await this.page.getByRole('checkbox', { name: choice, exact: true }).check();
    await this.page.keyboard.press('Escape');
    await this.settled();
  }
}

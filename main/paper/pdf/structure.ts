/** The structure that a screen reader follows (ISO 32000-1, 14.7): what is a title, a table, a cell, in reading order. */
import type { PdfFile } from './file';
import { ref, textString } from './notation';

export type Tag =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'P'
  | 'Table'
  | 'Caption'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure'
  | 'L'
  | 'LI'
  | 'LBody';

export interface ElementFacts {
  /** What a figure shows, in words. */
  alt?: string;
}

export class Element {
  readonly id: number;
  readonly #file: PdfFile;
  readonly #tag: Tag;
  readonly #parent: number;
  readonly #facts: ElementFacts;
  readonly #kids: string[] = [];
  #page = 0;

  constructor(file: PdfFile, tag: Tag, parent: number, facts: ElementFacts) {
    this.#file = file;
    this.id = file.reserve();
    this.#tag = tag;
    this.#parent = parent;
    this.#facts = facts;
  }

  open(tag: Tag, facts: ElementFacts = {}): Element {
    const child = new Element(this.#file, tag, this.id, facts);
    this.#kids.push(ref(child.id));
    return child;
  }

  /** Marked content of a page belongs to it. */
  holds(page: number, mark: number): void {
    if (this.#page === 0) this.#page = page;
    this.#kids.push(this.#page === page ? String(mark) : `<</Type/MCR/Pg ${ref(page)}/MCID ${mark}>>`);
  }

  /** After this nothing can be added to it. */
  close(): void {
    const page = this.#page === 0 ? '' : `/Pg ${ref(this.#page)}`;
    const alt = this.#facts.alt === undefined ? '' : `/Alt ${textString(this.#facts.alt)}`;
    const scope = this.#tag === 'TH' ? '/A<</O/Table/Scope/Column>>' : '';
    const [only] = this.#kids;
    const kids = this.#kids.length === 1 && only !== undefined ? ` ${only}` : `[${this.#kids.join(' ')}]`;
    this.#file.put(this.id, `<</S/${this.#tag}/P ${ref(this.#parent)}${page}${alt}${scope}/K${kids}>>`);
  }
}

export class Structure {
  readonly root: number;
  readonly document: Element;
  readonly #file: PdfFile;
  /** For each page, the element of each piece of marked content. */
  readonly #pages: number[] = [];

  constructor(file: PdfFile) {
    this.#file = file;
    this.root = file.reserve();
    this.document = new Element(file, 'Document', this.root, {});
  }

  /** Gives the page's key in the parent tree. `owners`: element ids by mark. */
  endPage(owners: readonly number[]): void {
    this.#pages.push(this.#file.add(`[${owners.map(ref).join(' ')}]`));
  }

  finish(): void {
    this.document.close();
    const numbers = this.#pages.map((id, index) => `${index} ${ref(id)}`).join(' ');
    const tree = this.#file.add(`<</Nums[${numbers}]>>`);
    const next = this.#pages.length;
    this.#file.put(
      this.root,
      `<</Type/StructTreeRoot/K ${ref(this.document.id)}/ParentTree ${ref(tree)}/ParentTreeNextKey ${next}>>`,
    );
  }
}

/** The PDF around its pages: catalogue, page tree, properties, fonts, images, and the page numbers, which need the last page. */
import type { PaperDocument } from '../document';
import { PdfFile } from './file';
import { PdfFonts } from './fonts';
import { type Picture, readPng } from './image';
import { dateString, num, ref, textString } from './notation';
import { Page } from './page';
import { Structure } from './structure';

/** Points. */
const sizes = { A4: { width: 595.28, height: 841.89 }, Letter: { width: 612, height: 792 } } as const;

interface Ended {
  id: number;
  content: number;
  images: ReadonlySet<number>;
}

export class DocumentFile {
  readonly structure: Structure;
  readonly logo: { id: number; picture: Picture } | null;
  readonly #file: PdfFile;
  readonly #fonts: PdfFonts;
  readonly #facts: PaperDocument;
  readonly #pages: Ended[] = [];
  readonly #tree: number;
  readonly #resources: number;

  constructor(facts: PaperDocument, take: (bytes: Uint8Array) => void) {
    this.#facts = facts;
    this.#file = new PdfFile(take);
    this.#fonts = new PdfFonts(this.#file);
    this.structure = new Structure(this.#file);
    this.#tree = this.#file.reserve();
    this.#resources = this.#file.reserve();
    this.logo = this.#addLogo();
  }

  get pages(): number {
    return this.#pages.length;
  }

  get bytes(): number {
    return this.#file.length;
  }

  beginPage(): Page {
    return new Page(this.#file.reserve(), sizes[this.#facts.size], this.#fonts);
  }

  /** Its content is written; only what `finish` adds to each page can follow. */
  endPage(page: Page): void {
    const content = this.#file.addStream('', page.takeDrawn());
    this.structure.endPage(page.owners);
    this.#pages.push({ id: page.id, content, images: page.images });
  }

  /** `foot` draws what stands at the foot of each page, now that their number is known. */
  finish(foot: (page: Page, number: number, of: number) => void): void {
    const size = sizes[this.#facts.size];
    const box = `[0 0 ${num(size.width)} ${num(size.height)}]`;
    for (const [index, { id, content, images }] of this.#pages.entries()) {
      const page = new Page(id, size, this.#fonts);
      page.asDecoration(() => foot(page, index + 1, this.#pages.length));
      const below = this.#file.addStream('', page.takeDrawn());
      const pictures = [...images].map((image) => `/I${image} ${ref(image)}`).join('');
      this.#file.put(
        id,
        `<</Type/Page/Parent ${ref(this.#tree)}/MediaBox${box}/Contents[${ref(content)} ${ref(below)}]` +
          `/Resources<</Font ${ref(this.#resources)}${pictures === '' ? '' : `/XObject<<${pictures}>>`}>>` +
          `/StructParents ${index}/Tabs/S>>`,
      );
    }
    this.#fonts.finish();
    this.#file.put(this.#resources, this.#fonts.resources());
    const kids = this.#pages.map(({ id }) => ref(id)).join(' ');
    this.#file.put(this.#tree, `<</Type/Pages/Kids[${kids}]/Count ${this.#pages.length}>>`);
    this.structure.finish();
    this.#file.finish(this.#addCatalogue(), this.#addProperties());
  }

  #title(): string {
    const { title, number, letterhead } = this.#facts;
    return [`${title} ${number}`.trim(), letterhead.name].filter((part) => part !== '').join(', ');
  }

  #addCatalogue(): number {
    const { language } = this.#facts;
    const about = this.#file.addStream('/Type/Metadata/Subtype/XML', Buffer.from(describing(this.#title(), language)));
    return this.#file.add(
      `<</Type/Catalog/Pages ${ref(this.#tree)}/Lang(${language})/MarkInfo<</Marked true>>/StructTreeRoot ${ref(this.structure.root)}` +
        `/ViewerPreferences<</DisplayDocTitle true>>/Metadata ${ref(about)}>>`,
    );
  }

  #addProperties(): number {
    const { createdAtMs, letterhead } = this.#facts;
    const author = letterhead.name === '' ? '' : `/Author ${textString(letterhead.name)}`;
    return this.#file.add(
      `<</Title ${textString(this.#title())}${author}/Producer(Counterfoil)/CreationDate ${dateString(createdAtMs)}>>`,
    );
  }

  #addLogo(): { id: number; picture: Picture } | null {
    const { logo } = this.#facts.letterhead;
    const picture = logo && readPng(logo.png);
    if (!picture) return null;
    const { width, height, colours, opacity } = picture;
    const image = (space: string) =>
      `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/${space}/BitsPerComponent 8`;
    const mask = opacity ? `/SMask ${ref(this.#file.addPacked(image('DeviceGray'), opacity))}` : '';
    return { id: this.#file.addPacked(`${image('DeviceRGB')}${mask}`, colours), picture };
  }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XMP (ISO 16684-1): the title and language for programs that do not read the properties. */
function describing(title: string, language: string): string {
  const escaped = title.replace(/[&<>]/g, (sign) => escapes[sign] ?? '');
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped}</rdf:li></rdf:Alt></dc:title>`,
    `<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n');
}

/** What programs read of publications: the addresses in the place of the bucket's keys. */
import { publicAddress, publicFileAddress } from '../addresses.ts';
import type { Attachment, Card, Content, ShownContent } from '../schema.ts';

const attachment = ({ document, name, size, type, pages, flags }: Attachment) => ({
  document,
  name,
  size,
  type,
  pages,
  ...(flags ? { flags } : {}),
});

/** A publication of one's own organisation. What was said of it before is for those who write it. */
export function presentOwn(content: Content) {
  const { form: _form, remarks: _remarks, attachments, ...rest } = content;
  return { ...rest, attachments: attachments.map(attachment) };
}

/** What members of the network read. */
export const presentShown = ({ attachments, ...rest }: ShownContent) => ({
  ...rest,
  attachments: attachments.map(attachment),
});

/** What the public reads. */
export const presentPublic = (content: ShownContent) => ({
  ...content,
  attachments: content.attachments.map((one) => ({
    ...attachment(one),
    url: publicFileAddress(content, one.document),
  })),
});

export const presentPublicCard = (card: Card) => ({ ...card, url: publicAddress(card) });
